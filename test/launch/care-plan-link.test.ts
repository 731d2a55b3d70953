import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ehrClient } from "../../launch/ehr-client.ts";
import { type CarePlanLink, linkTaskInCarePlan } from "../../launch/write-back/care-plan-link.ts";
import { fixedToken } from "./fixed-token.ts";
import type { Reply } from "./scripted-ehr.ts";
import { type Interference, type StoredEhr, storedEhr } from "./stored-ehr.ts";

const ours = '"identifier":[{"system":"urn:oid:2.25.1","value":"plan-key"}]';
const added = '{"reference":{"reference":"Task/t1","display":"CCM March 2026"}}';

/** Everything a careless round trip would lose. */
const rest = [
  '"modifierExtension":[{"url":"urn:x","valueDecimal":1.10}]',
  '"_status":{"extension":[{"url":"urn:y","valueInteger64":9007199254740993}]}',
  '"future":{"b":1,"a":1e2,"c":-0.0}',
  '"title":"P\\u00e9rez \\ud83d\\ude00 \\u202e"',
].join(",");

function plan(...activities: string[]): string {
  const activity = activities.length === 0 ? "" : `,"activity":[${activities.join(",")}]`;
  return `{"resourceType":"CarePlan",${ours},${rest}${activity}}`;
}

const other = '{"detail":{"status":"not-started","quantity":{"value":2.50}}}';

async function holding(text: string, interference: Interference = {}): Promise<StoredEhr> {
  const ehr = await storedEhr(interference);
  ehr.put("CarePlan", "c1", text);
  return ehr;
}

function link(ehr: StoredEhr, way: "patch" | "put", more: Partial<CarePlanLink> = {}) {
  const client = ehrClient({
    base: ehr.base,
    tokens: fixedToken(),
    sleep: async () => undefined,
    deadlineMs: 400,
  });
  return linkTaskInCarePlan({
    client,
    carePlan: "CarePlan/c1",
    isOurs: (resource) => JSON.stringify(resource).includes("plan-key"),
    task: { reference: "Task/t1", display: "CCM March 2026" },
    way,
    ...more,
  });
}

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

describe("a patch", () => {
  it.each([
    ["the first activity", plan(), { op: "add", path: "/activity", value: [JSON.parse(added)] }],
    ["a further one", plan(other), { op: "add", path: "/activity/-", value: JSON.parse(added) }],
  ])("tests the version and adds %s", async (_what, before, operation) => {
    const ehr = await holding(before);
    await link(ehr, "patch");
    const [request] = ehr.writes();
    expect(request).toMatchObject({ method: "PATCH", url: "/fhir/CarePlan/c1" });
    expect(request?.headers["content-type"]).toBe("application/json-patch+json");
    expect(JSON.parse(request?.body ?? "")).toEqual([
      { op: "test", path: "/meta/versionId", value: "1" },
      operation,
    ]);
  });

  it("tests the identifier where only the ETag tells the version", async () => {
    const text = plan(other).replace(
      /^\{"resourceType":"CarePlan",/,
      '{"resourceType":"CarePlan","id":"c1",',
    );
    const ehr = await holding(plan(other), {
      before: ({ method }) => (method === "GET" ? { headers: { etag: 'W/"1"' }, body: text } : null),
    });
    await link(ehr, "patch");
    expect(JSON.parse(ehr.writes()[0]?.body ?? "")[0]).toEqual({
      op: "test",
      path: "/identifier",
      value: [{ system: "urn:oid:2.25.1", value: "plan-key" }],
    });
  });
});

describe("what a new version always changes", () => {
  const withMeta = (meta: string) => plan(other).replace(/\}$/, `,"meta":${meta}}`);

  it.each([
    [
      "its number and time",
      '{"versionId":"1","lastUpdated":"2026-03-01T00:00:00Z"}',
      '{"versionId":"2","lastUpdated":"2026-03-06T00:00:00Z"}',
      "confirmed",
    ],
    [
      "the request that made it",
      '{"versionId":"1","source":"#a"}',
      '{"versionId":"2","source":"#b"}',
      "confirmed",
    ],
    [
      "not where it came from",
      '{"versionId":"1","source":"urn:a#1"}',
      '{"versionId":"2","source":"urn:b#2"}',
      "rejected",
    ],
    ["not its labels", '{"versionId":"1","security":[{"code":"R"}]}', '{"versionId":"2"}', "rejected"],
  ])("%s", async (_what, before, after, state) => {
    const gets = [withMeta(before), withMeta(after).replace(other, `${other},${added}`)];
    const ehr = await holding(plan(other), {
      before: ({ method }, nth) =>
        method === "GET" ? { body: gets[nth - 1]?.replace("{", '{"id":"c1",') ?? "" } : { status: 200 },
    });
    expect(await link(ehr, "put")).toMatchObject({ state });
  });
});

describe("any plan", () => {
  const name = fc
    .stringMatching(/^[a-z][a-zA-Z]{0,8}$/)
    .filter((key) => !["id", "meta", "activity"].includes(key));
  const digits = fc.oneof(
    fc.stringMatching(/^-?(?:0|[1-9]\d{0,20})(?:\.\d{1,20})?(?:[eE][+-]?\d{1,2})?$/),
    fc.constantFrom("1.10", "9007199254740993", "-0", "1e400", "0.000000000000000000000001"),
  );
  const text = fc.string({ unit: "binary", maxLength: 12 }).map((value) => JSON.stringify(value));
  const { value } = fc.letrec<{ value: string; list: string; object: string }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      digits,
      text,
      fc.constantFrom("true", "null"),
      tie("list"),
      tie("object"),
    ),
    list: fc.array(tie("value"), { maxLength: 3 }).map((items) => `[${items.join(",")}]`),
    object: fc
      .uniqueArray(fc.tuple(name, tie("value")), { selector: ([key]) => key, maxLength: 4 })
      .map((members) => `{${members.map(([key, one]) => `"${key}":${one}`).join(",")}}`),
  }));

  it("goes back to the EHR byte for byte, but for the activity added", async () => {
    let sent = "";
    const ehr = await storedEhr({
      after: ({ method, body }) => {
        if (method === "PUT") sent = body;
        return null;
      },
    });
    const elements = fc.uniqueArray(fc.tuple(name, value), { selector: ([key]) => key, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(elements, fc.array(value, { maxLength: 3 }), async (members, activities) => {
        const foreign = members
          .filter(([key]) => key !== "identifier" && key !== "resourceType")
          .map(([key, one]) => `,"${key}":${one}`)
          .join("");
        const before = `{"resourceType":"CarePlan",${ours}${foreign},"activity":[${activities.join(",")}]}`;
        ehr.put("CarePlan", "c1", before);
        expect(await link(ehr, "put")).toMatchObject({ state: "confirmed" });
        const glue = activities.length === 0 ? "" : ",";
        const after = before.replace(/\]\}$/, () => `${glue}${added}]}`);
        expect(sent.replace(/"id":"c1","meta":\{"versionId":"\d+"\},/, "")).toBe(after);
      }),
      { numRuns: 150 },
    );
  });
});
