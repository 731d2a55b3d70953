import { describe, expect, it } from "vitest";
import { added, holding, link, other, plan } from "./held-care-plan.ts";
import type { Reply } from "./scripted-ehr.ts";
import type { Interference, StoredEhr } from "./stored-ehr.ts";

const ways = ["patch", "put"] as const;
const heldBy = (ehr: StoredEhr) => ehr.all("CarePlan")[0]?.text ?? "";

describe.each(ways)("naming a Task in our care plan by %s", (way) => {
  it.each([
    ["the first", plan(), plan(added)],
    ["another", plan(other), plan(other, added)],
    ["a third", plan(other, other), plan(other, other, added)],
  ])("adds %s activity and leaves every other byte as it was", async (_what, before, after) => {
    const ehr = await holding(before);
    expect(await link(ehr, way)).toMatchObject({
      state: "confirmed",
      reference: "CarePlan/c1",
      version: "2",
    });
    expect(bare(heldBy(ehr))).toBe(bare(after));
    expect(ehr.writes().length).toBe(1);
    expect(ehr.writes()[0]?.headers["if-match"]).toBe('W/"1"');
  });

  /** The text without what the server adds, and with each string spelled one way. */
  function bare(text: string): string {
    return text
      .replace('"id":"c1","meta":{"versionId":"1"},', "")
      .replace(/\\u00e9/, "é")
      .replace(/\\ud83d\\ude00/, "😀")
      .replace(/\\u202e/, "\u202e");
  }

  it.each([
    ["relative", "Task/t1"],
    ["versioned", "Task/t1/_history/2"],
  ])("changes nothing where it is named already: %s", async (_what, reference) => {
    const ehr = await holding(plan(other, `{"reference":{"reference":"${reference}"}}`));
    expect(await link(ehr, way)).toEqual({ state: "unchanged", reference: "CarePlan/c1", version: "1" });
    expect(ehr.writes()).toEqual([]);
  });

  it("is not misled by another Task or by another server's", async () => {
    const alike = [
      '{"reference":{"reference":"Task/t11"}}',
      '{"reference":{"reference":"https://x.invalid/Task/t1"}}',
    ];
    expect(await link(await holding(plan(...alike)), way)).toMatchObject({ state: "confirmed" });
  });

  it.each<[what: string, text: string, interference: Interference]>([
    ["that is not ours", plan().replace("plan-key", "theirs"), {}],
    ["without a version", plan(), { versions: false }],
    [
      "given in part",
      plan().replace(/^\{/, '{"language":"en",'),
      { before: ({ method }) => (method === "GET" ? { body: subset } : null) },
    ],
    ["whose activity is no list", plan().replace(/\}$/, ',"activity":{}}'), {}],
    ["that names a key twice", plan().replace(/\}$/, ',"title":"second"}'), {}],
    ["that is gone", plan(), { before: () => ({ status: 404 }) }],
    ["that may not be read", plan(), { before: () => ({ status: 403 }) }],
  ])("never touches a plan %s", async (_what, text, interference) => {
    const ehr = await holding(text, interference);
    expect(await link(ehr, way)).toMatchObject({ state: "rejected", conflict: false });
    expect(ehr.writes()).toEqual([]);
    expect(heldBy(ehr)).toBe(text);
  });

  const subset = {
    resourceType: "CarePlan",
    id: "c1",
    meta: { versionId: "1", tag: [{ code: "SUBSETTED" }] },
    identifier: [{ value: "plan-key" }],
  };

  it.each<[what: string, reply: Reply, outcome: object]>([
    ["409", { status: 409 }, { state: "rejected", conflict: true }],
    ["412", { status: 412 }, { state: "rejected", conflict: true }],
    ["422", { status: 422 }, { state: "rejected", conflict: false }],
    ["405", { status: 405 }, { state: "rejected", conflict: false }],
    ["401", { status: 401 }, { state: "waiting", reason: "no_token" }],
    ["500", { status: 500 }, { state: "unknown" }],
    ["a broken connection", { end: "reset" }, { state: "unknown" }],
    ["nothing", { end: "hang" }, { state: "unknown" }],
  ])("answered with %s is sent once", async (_what, reply, outcome) => {
    const ehr = await holding(plan(), { before: ({ method }) => (method === "GET" ? null : reply) });
    expect(await link(ehr, way)).toMatchObject(outcome);
    expect(ehr.writes().length).toBe(1);
  });

  it("waits where the EHR does not answer at all", async () => {
    const ehr = await holding(plan(), { before: () => ({ status: 500 }) });
    expect(await link(ehr, way)).toEqual({ state: "waiting", reason: "ehr_unreachable" });
  });

  it("gives way to somebody else's change", async () => {
    const ehr: StoredEhr = await holding(plan(other), {
      before: ({ method }) => {
        if (method !== "GET") ehr.put("CarePlan", "c1", plan(other, other));
        return null;
      },
    });
    expect(await link(ehr, way)).toMatchObject({ state: "rejected", conflict: true });
    expect(heldBy(ehr)).toBe(plan(other, other));
  });

  it("is not added twice when the answer was lost", async () => {
    const ehr = await holding(plan(other), {
      after: ({ method }) => (method === "GET" ? null : { end: "reset" }),
    });
    expect(await link(ehr, way)).toMatchObject({ state: "unknown" });
    expect(await link(ehr, way)).toMatchObject({ state: "unchanged", version: "2" });
    expect(ehr.writes().length).toBe(1);
  });

  it.each<[what: string, keep: (text: string) => string, pointer: string]>([
    ["a decimal", (text) => text.replace("1.10", "1.1"), "/modifierExtension/0/valueDecimal"],
    ["a long integer", (text) => text.replace("40993", "40992"), "/_status/extension/0/valueInteger64"],
    ["an unknown element", (text) => text.replace(/"future":\{[^}]*\},/, ""), "/future"],
    [
      "another activity",
      (text) => text.replace(/"quantity":\{[^}]*\}/, '"x":1'),
      "/activity/0/detail/quantity",
    ],
    [
      "the order of activities",
      (text) => text.replace(`${other},${added}`, `${added},${third},${other}`),
      "/activity/0",
    ],
  ])("says so when the EHR changed %s besides", async (_what, keep, pointer) => {
    const ehr = await holding(plan(other), { keep });
    const outcome = await link(ehr, way);
    expect(outcome).toMatchObject({ state: "rejected", conflict: false });
    expect(JSON.stringify(outcome)).toContain(pointer);
    expect(JSON.stringify(outcome)).not.toMatch(/1\.1|40992|not-started/);
  });

  const third = '{"detail":{"status":"completed"}}';

  it("says so when the EHR did not keep the activity", async () => {
    const ehr = await holding(plan(), { keep: (text) => text.replace(/,"activity":\[.*\]/, "") });
    expect(await link(ehr, way)).toMatchObject({ state: "rejected", conflict: false });
  });

  it("does not judge by somebody else's later change", async () => {
    const ehr: StoredEhr = await holding(plan(other), {
      before: ({ method }, nth) => {
        if (method === "GET" && nth === 2) ehr.put("CarePlan", "c1", plan());
        return null;
      },
    });
    expect(await link(ehr, way)).toMatchObject({ state: "unknown" });
  });
});
