import { describe, expect, it } from "vitest";
import type { Readiness } from "../../server/contract/index.ts";
import { answerTo } from "./vector.ts";

const rpm = {
  id: "r1",
  attributed_to: ["rpm"],
  activity: "rpm_treatment_management",
  interactive: true,
  mode: "phone",
  start: "2026-05-20T09:00:00-05:00",
};
const talk = (minutes: number, more: object = {}) => ({
  ...rpm,
  end: `2026-05-20T09:${String(Math.floor(minutes)).padStart(2, "0")}:${minutes % 1 ? "59" : "00"}-05:00`,
  ...more,
});
const sibling = (said: Readiness, program: string) =>
  said.sibling_programs.find((one) => one.program === program);
const lines = (codes: Readiness["codes"] | undefined) =>
  codes?.map(({ code, units }) => `${code} x ${units}`).join(", ");
const rpmCodes = (asked: Parameters<typeof answerTo>[0]) => lines(sibling(answerTo(asked), "RPM")?.codes);
const request = (...codes: string[]) => codes.map((code) => ({ code, status: "requested", by: "dr-okafor" }));
const reasons = (asked: Parameters<typeof answerTo>[0], code: string) =>
  answerTo(asked)
    .blocked.filter((line) => line.code === code)
    .map(({ reason }) => reason);

describe("remote monitoring on the same ledger", () => {
  it.each([
    [9.99, ""],
    [10, "99470 x 1"],
    [19.99, "99470 x 1"],
    [20, "99457 x 1"],
    [39.99, "99457 x 1"],
    [40, "99457 x 1, 99458 x 1"],
    [59, "99457 x 1, 99458 x 1"],
  ])("stands for its minutes in 2026: %s", (minutes, codes) => {
    expect(rpmCodes({ entries: [talk(minutes)] })).toBe(codes);
  });

  it.each([
    [1, ""],
    [2, "99445 x 1"],
    [15, "99445 x 1"],
    [16, "99454 x 1"],
    [31, "99454 x 1"],
    [32, ""],
    [-1, ""],
  ])("stands for the days of its device in 2026: %s", (days, codes) => {
    expect(rpmCodes({ entries: [], change: { device_days: [{ device: "cuff", days }] } })).toBe(codes);
  });

  it("adds no days of two devices, which may be the same days", () => {
    const device_days = [
      { device: "cuff", days: 9 },
      { device: "scale", days: 9 },
    ];
    expect(rpmCodes({ entries: [], change: { device_days } })).toBe("99445 x 1");
  });

  it("has neither ten minutes nor two days in 2025", () => {
    const entry = talk(12, { start: "2025-05-20T09:00:00-05:00", end: "2025-05-20T09:12:00-05:00" });
    const asked = {
      month: "2025-05",
      entries: [entry],
      change: { device_days: [{ device: "cuff", days: 12 }], other_services: request("99470", "99445") },
    };
    expect(rpmCodes(asked)).toBe("");
    expect(reasons(asked, "99470")).toEqual(["code_not_in_force"]);
    expect(reasons(asked, "99445")).toEqual(["code_not_in_force"]);
  });

  it("is information with its amount, never among the codes", () => {
    const said = answerTo({ entries: [talk(40)], change: { device_days: [{ device: "cuff", days: 16 }] } });
    expect(said).toMatchObject({ codes: [], amount_usd: 0, minutes: { pooled: 0 } });
    expect(sibling(said, "RPM")).toMatchObject({ amount_usd: 145.3 });
  });

  it.each([
    ["chart review", { interactive: false, mode: "chart", activity: "rpm_data_review" }],
    ["a portal message", { mode: "portal_message" }],
    ["work for RPM and CCM", { attributed_to: ["rpm", "ccm"] }],
    ["work for RPM and another", { attributed_to: ["rpm", "tcm"] }],
    ["a failed call", { activity: "outreach_attempt" }],
    ["an automated call", { role: "automated_system" }],
    ["work abroad", { location: "IN" }],
    ["nobody's work", { person: null }],
  ])("does not take %s for time spoken", (_, more) => {
    expect(rpmCodes({ entries: [talk(30, more)] })).toBe("");
  });

  it("gives a minute the same person recorded for two programmes to neither", () => {
    const ccm = { id: "c1", start: "2026-05-20T09:10:00-05:00", end: "2026-05-20T09:40:00-05:00" };
    const said = answerTo({ entries: [talk(20), ccm] });
    expect(lines(sibling(said, "RPM")?.codes)).toBe("99470 x 1");
    expect(said.minutes.pooled).toBe(20);
    expect(lines(sibling(answerTo({ entries: [talk(20), { ...ccm, person: "other" }] }), "RPM")?.codes)).toBe(
      "99457 x 1",
    );
  });

  it("says that sources differ where unspoken minutes would change the code", () => {
    const review = talk(50, {
      id: "r2",
      start: "2026-05-20T09:40:00-05:00",
      interactive: false,
      mode: "chart",
    });
    const points = (entries: object[]) => answerTo({ entries }).contested.map(({ point }) => point);
    expect(points([talk(12), review]).join()).toContain("remote monitoring");
    expect(points([talk(12)]).join()).not.toContain("remote monitoring");
  });

  it("is silent where nothing is recorded, and in version 1.0.0", () => {
    expect(sibling(answerTo({}), "RPM")).toBeUndefined();
    expect(answerTo({ entries: [talk(40)] }, "1.0.0").sibling_programs.map(({ program }) => program)).toEqual(
      ["APCM"],
    );
  });
});

describe("a code of another programme that is asked for", () => {
  it.each([
    ["too few minutes", "99457", { entries: [talk(19)] }, ["time_below_threshold"]],
    ["minutes for another code", "99470", { entries: [talk(20)] }, ["alternative_code"]],
    ["minutes that stand", "99457", { entries: [talk(20)] }, ["sibling_program"]],
    [
      "minutes also claimed for CCM",
      "99457",
      { entries: [talk(20, { attributed_to: ["rpm", "ccm"] })] },
      ["double_counted_time", "time_below_threshold"],
    ],
    [
      "minutes of which nobody knows the kind",
      "99457",
      { entries: [talk(20, { activity: undefined, mode: undefined })] },
      ["undetermined"],
    ],
    ["no minutes of principal care", "99426", { entries: [] }, ["time_below_threshold"]],
    [
      "minutes of principal care",
      "99426",
      { entries: [talk(30, { attributed_to: ["pcm"] })] },
      ["sibling_program"],
    ],
    [
      "staff minutes for the practitioner's code",
      "99424",
      { entries: [talk(30, { attributed_to: ["pcm"] })] },
      ["time_below_threshold"],
    ],
    [
      "an add-on without its base",
      "99458",
      { entries: [talk(20)] },
      ["addon_without_base", "time_below_threshold"],
    ],
  ])("is answered with %s", (_, code, month, expected) => {
    expect(reasons({ ...month, change: { other_services: request(code) } }, code)).toEqual(expected);
  });

  it.each([
    ["99454", 15, ["device_days_below_threshold"]],
    ["99454", 1, ["device_days_below_threshold"]],
    ["99445", 16, ["alternative_code"]],
    ["99445", 15, ["sibling_program"]],
    ["99445", 1, ["device_days_below_threshold"]],
  ])("is answered with its device days: %s at %s", (code, days, expected) => {
    const change = { device_days: [{ device: "cuff", days }], other_services: request(code) };
    expect(reasons({ entries: [], change }, code)).toEqual(expected);
  });

  it("is open while nobody knows the days", () => {
    const said = answerTo({ entries: [], change: { other_services: request("99454") } });
    expect(said.blocked).toContainEqual(expect.objectContaining({ code: "99454", reason: "undetermined" }));
    expect(said.undetermined.map(({ what }) => what)).toContain("99454");
  });

  it.each([
    ["G0557", {}, ["sibling_program"]],
    ["G0556", {}, ["alternative_code"]],
    ["G0558", {}, ["not_qmb"]],
    ["G0557", { "patient.qmb": true }, ["alternative_code"]],
    ["G0558", { "patient.qmb": true }, ["sibling_program"]],
    ["G0557", { conditions: [] }, ["fewer_than_two_chronic"]],
    ["G0556", { conditions: [] }, ["sibling_program"]],
    ["G0557", { "payer.part_b": false }, ["no_part_b"]],
    ["99453", {}, ["not_evaluated"]],
    ["G0568", {}, ["addon_without_base"]],
  ])("is answered by its level: %s", (code, more, expected) => {
    const asked = { entries: [], change: { "patient.qmb": false, other_services: request(code), ...more } };
    expect(reasons(asked, code)).toEqual(expected);
  });

  it("is refused beside CCM that is ready", () => {
    expect(reasons({ change: { other_services: request("G0557"), "patient.qmb": false } }, "G0557")).toEqual([
      "conflict_apcm",
    ]);
  });

  it("is not evaluated by version 1.0.0", () => {
    const said = answerTo({ entries: [talk(20)], change: { other_services: request("99457") } }, "1.0.0");
    expect(said.blocked).toContainEqual(expect.objectContaining({ code: "99457", reason: "not_evaluated" }));
  });
});

describe("a programme that fits better", () => {
  it("is principal care for exactly one condition, with what it asks", () => {
    const one = [
      {
        icd10: "I50.9",
        clinical_status: "active",
        verification_status: "confirmed",
        expected_12_months_or_until_death: true,
      },
    ];
    const said = answerTo({
      entries: [talk(60 - 1, { attributed_to: ["pcm"] })],
      change: { conditions: one },
    });
    expect(sibling(said, "PCM")).toMatchObject({ codes: [{ code: "99426", units: 1 }], amount_usd: 67.8 });
  });

  it("is advanced primary care where it pays more than what is ready", () => {
    const said = answerTo({ entries: [], change: { "patient.qmb": true } });
    expect(sibling(said, "APCM")).toMatchObject({ codes: [{ code: "G0558", units: 1 }], amount_usd: 117.24 });
    expect(said.codes).toEqual([]);
  });
});
