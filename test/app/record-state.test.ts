import { describe, expect, it } from "vitest";
import { carePlanState, monthState, recordBlockedBy } from "../../app/month/record-state.ts";
import { type Changes, delivery, monthView, readsWith } from "./month-view.ts";

const held = { reference: "Task/m-1", version: "3", at: "2026-10-20T12:00:00Z", same: true };
const after = "2026-10-26T19:00:00Z";
const before = "2026-10-26T17:00:00Z";

function words(record: NonNullable<Changes["record"]>) {
  const view = monthView({ record });
  const { kind, words: said } = monthState(view, view.record.deliveries);
  return `${kind}: ${said}`;
}

describe("where the month's record stands", () => {
  it.each([
    ["queued", delivery({ state: "queued" }), "sending: Sending"],
    ["sending", delivery({ state: "sending" }), "sending: Sending"],
    [
      "waiting for the EHR",
      delivery({ state: "queued", issues: ["Nothing was sent."] }),
      "notInEhr: NOT in the EHR",
    ],
    ["unknown", delivery({ state: "unknown" }), "checking: Checking"],
    ["confirmed with a version", delivery({ state: "confirmed", version: "4" }), "inEhr: In EHR, version 4"],
    ["confirmed without a version", delivery({ state: "confirmed" }), "unknown: Not known: version"],
    ["rejected", delivery({ state: "rejected" }), "rejected: Rejected"],
    ["in conflict", delivery({ state: "rejected", conflict: true }), "differs: Two versions"],
  ])("%s", (_, one, said) => expect(words({ deliveries: [one] })).toBe(said));

  it.each([
    ["read with a version", { in_ehr: held }, "inEhr: In EHR, version 3"],
    ["read without a version", { in_ehr: { ...held, version: null } }, "unknown: Not known: version"],
    ["different from what the chart supports now", { in_ehr: { ...held, same: false } }, "differs: Differs"],
    ["not there", {}, "excluded: Not written yet"],
    ["not writable here", { channel: "export" as const }, "notInEhr: NOT in the EHR"],
  ])("%s", (_, record, said) => expect(words(record)).toBe(said));

  it("is not known, rather than not written, where Task could not be read", () => {
    const view = monthView({ reads: readsWith("Task", "denied") });
    expect(monthState(view, [])).toMatchObject({ kind: "unknown", words: "Not known" });
  });

  it("believes the newer of the last write and the last reading", () => {
    const confirmed = { state: "confirmed", version: "4" } as const;
    expect(words({ in_ehr: held, deliveries: [delivery({ ...confirmed, at: after })] })).toBe(
      "inEhr: In EHR, version 4",
    );
    expect(words({ in_ehr: held, deliveries: [delivery({ ...confirmed, at: before })] })).toBe(
      "inEhr: In EHR, version 3",
    );
  });

  it("shows the newest of several writes, in whatever order they come", () => {
    const old = delivery({ id: "a", state: "rejected", at: before });
    const young = delivery({ id: "b", state: "sending", at: after });
    expect(words({ deliveries: [old, young] })).toBe("sending: Sending");
    expect(words({ deliveries: [young, old] })).toBe("sending: Sending");
  });
});

describe("whether it can be recorded now", () => {
  it.each([
    ["nothing is under way", {}, null],
    ["the EHR holds it", { in_ehr: held }, null],
    ["it was rejected", { deliveries: [delivery({ state: "rejected" })] }, null],
    [
      "only export is possible",
      { channel: "export" as const, reason: "No right to write." },
      "No right to write.",
    ],
    ["it is on its way", { deliveries: [delivery({ state: "sending" })] }, "It is being sent."],
    [
      "its answer was lost",
      { deliveries: [delivery({ state: "unknown" })] },
      "Its outcome is being looked up.",
    ],
    [
      "two versions exist",
      { deliveries: [delivery({ state: "rejected", conflict: true })] },
      "Read again first.",
    ],
  ])("when %s", (_, record, reason) => {
    const view = monthView({ record });
    expect(recordBlockedBy(view, monthState(view, view.record.deliveries))).toBe(reason);
  });
});

describe("where the care plan's link stands", () => {
  const plan = { reference: "CarePlan/cp-08", version: "4", linked: false, detail: "" };

  it.each([
    ["ours and linked", { ...plan, state: "ours" as const, linked: true }, "inEhr: In EHR, version 4"],
    ["ours and not linked", { ...plan, state: "ours" as const }, "excluded: Not linked yet"],
    ["somebody else's", { ...plan, state: "not_ours" as const }, "locked: Not changed"],
    ["none", { ...plan, state: "none" as const, reference: null }, "excluded: None found, read complete"],
    ["not known", { ...plan, state: "not_known" as const, reference: null }, "unknown: Not known"],
  ])("%s", (_, care_plan, said) => {
    const view = monthView({ record: { care_plan } });
    const state = carePlanState(view, []);
    expect(`${state.kind}: ${state.words}`).toBe(said);
  });

  it("says of a plan that is not ours that it is never changed", () => {
    const view = monthView({ record: { care_plan: { ...plan, state: "not_ours" } } });
    expect(carePlanState(view, []).why).toEqual([
      "This care plan was not made with CareMonth and is never changed.",
    ]);
  });

  it("takes the version of a confirmed link before the chart is read again", () => {
    const link = delivery({ what: "care_plan_link", state: "confirmed", version: "5" });
    expect(carePlanState(monthView(), [link])).toMatchObject({ words: "In EHR, version 5" });
  });
});
