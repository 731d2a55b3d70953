import { describe, expect, it } from "vitest";
import { ehrClient } from "../../launch/ehr-client.ts";
import type { TaskWrite } from "../../launch/write-back/native-task.ts";
import { fixedToken } from "./fixed-token.ts";
import { client, holding, identifier, month, seenByUser, write } from "./month-task.ts";
import type { Reply } from "./scripted-ehr.ts";
import { type StoredEhr, storedEhr } from "./stored-ehr.ts";

describe("a month the EHR does not hold yet", () => {
  it("is created, and confirmed by what was read back", async () => {
    const ehr = await storedEhr();
    const outcome = await write(ehr);
    expect(outcome).toMatchObject({ state: "confirmed", reference: "Task/task-1", version: "1" });
    expect(ehr.seen.map(({ method, url }) => `${method} ${new URL(url, ehr.origin).pathname}`)).toEqual([
      "GET /fhir/Task",
      "POST /fhir/Task",
      "GET /fhir/Task/task-1",
    ]);
    expect(new URL(ehr.seen[0]?.url ?? "", ehr.origin).searchParams.get("identifier")).toBe(
      "urn:oid:2.25.1|month-key",
    );
    expect(JSON.parse(ehr.writes()[0]?.body ?? "")).toEqual(month("new"));
    expect(ehr.writes()[0]?.headers["if-none-exist"]).toBeUndefined();
  });

  it("is created only if none exists where the EHR can see to that", async () => {
    const ehr = await storedEhr();
    await write(ehr, { conditionalCreate: true });
    const condition = new URLSearchParams(String(ehr.writes()[0]?.headers["if-none-exist"]));
    expect([...condition]).toEqual([["identifier", "urn:oid:2.25.1|month-key"]]);
  });

  it.each([
    ["another's", "other", { state: "rejected", conflict: true }],
    ["the same", "new", { state: "confirmed", reference: "Task/task-1" }],
  ])("and that appears in between with %s content is not made twice", async (_what, hash, outcome) => {
    const ehr: StoredEhr = await storedEhr({
      before: ({ method }) => {
        if (method === "POST") ehr.put("Task", "task-1", JSON.stringify(month(hash)));
        return null;
      },
    });
    expect(await write(ehr, { conditionalCreate: true })).toMatchObject(outcome);
    expect(ehr.all("Task").length).toBe(1);
  });

  it("is a conflict where the user saw one", async () => {
    const ehr = await storedEhr();
    expect(await write(ehr, { expected: seenByUser })).toMatchObject({ state: "rejected", conflict: true });
    expect(ehr.writes()).toEqual([]);
  });

  it("is created beside one marked entered in error, which a condition would adopt", async () => {
    const ehr = await holding({}, month("old", { status: "entered-in-error" }));
    expect(await write(ehr, { conditionalCreate: true })).toMatchObject({ state: "confirmed" });
    expect(ehr.writes()[0]?.headers["if-none-exist"]).toBeUndefined();
    expect(ehr.all("Task").length).toBe(2);
  });
});

describe("a month the EHR holds", () => {
  it("is updated in the version the user saw", async () => {
    const ehr = await holding();
    expect(await write(ehr, { expected: seenByUser })).toMatchObject({
      state: "confirmed",
      reference: "Task/t1",
      version: "2",
    });
    expect(ehr.writes()[0]).toMatchObject({ method: "PUT", url: "/fhir/Task/t1" });
    expect(ehr.writes()[0]?.headers["if-match"]).toBe('W/"1"');
    expect(JSON.parse(ehr.writes()[0]?.body ?? "")).toEqual({ ...month("new"), id: "t1" });
    expect(ehr.all("Task").length).toBe(1);
  });

  it.each<[what: string, expected: TaskWrite["expected"]]>([
    ["saw none", null],
    ["saw another version", { reference: "Task/t1", version: "0" }],
    ["saw another record", { reference: "Task/t2", version: "1" }],
  ])("is not touched when the user %s", async (_what, expected) => {
    const ehr = await holding();
    expect(await write(ehr, { expected })).toMatchObject({ state: "rejected", conflict: true });
    expect(ehr.writes()).toEqual([]);
  });

  it("is not touched when it is somebody else's change by the time it is written", async () => {
    const ehr: StoredEhr = await holding({
      before: ({ method }) => {
        if (method === "PUT") ehr.put("Task", "t1", JSON.stringify(month("theirs")));
        return null;
      },
    });
    expect(await write(ehr, { expected: seenByUser })).toMatchObject({ state: "rejected", conflict: true });
    expect(ehr.all("Task")[0]?.text).toContain("theirs");
  });

  it("is not touched when it is there twice", async () => {
    const ehr = await holding();
    ehr.put("Task", "t2", JSON.stringify(month("old")));
    const outcome = await write(ehr, { expected: seenByUser });
    expect(outcome).toMatchObject({ state: "rejected", conflict: false });
    expect(JSON.stringify(outcome)).toContain("duplicates");
    expect(ehr.writes()).toEqual([]);
  });

  it("is not touched where it is another patient's", async () => {
    const ehr = await holding({}, month("old", { for: { reference: "Patient/p2" } }));
    expect(await write(ehr, { expected: seenByUser })).toMatchObject({ state: "rejected", conflict: false });
    expect(ehr.writes()).toEqual([]);
  });

  it("is not touched where the EHR keeps no versions", async () => {
    const ehr = await holding({ versions: false });
    expect(await write(ehr, { expected: seenByUser })).toMatchObject({ state: "rejected", conflict: false });
    expect(ehr.writes()).toEqual([]);
  });

  it("is told from what an EHR that ignores filters gives besides", async () => {
    const other = month("other", { identifier: [{ ...identifier, value: "other-month" }] });
    const all = { resourceType: "Bundle", type: "searchset", entry: [{ resource: { ...other, id: "t9" } }] };
    const ehr = await storedEhr({
      before: ({ method, url }) => (method === "GET" && url.includes("identifier") ? { body: all } : null),
    });
    expect(await write(ehr)).toMatchObject({ state: "confirmed" });
    expect(ehr.writes()[0]?.method).toBe("POST");
  });
});

describe("before anything is sent", () => {
  const incomplete = { resourceType: "Bundle", type: "searchset", total: 1, entry: [] };
  const withheld = {
    resourceType: "Bundle",
    type: "searchset",
    entry: [
      {
        resource: { resourceType: "OperationOutcome", issue: [{ severity: "warning", code: "suppressed" }] },
      },
    ],
  };

  const answering = (resource: object): Reply => ({
    body: { resourceType: "Bundle", type: "searchset", entry: [{ resource }] },
  });

  it.each<[what: string, reply: Reply, outcome: object]>([
    ["cut short", { body: incomplete }, { state: "rejected", conflict: false }],
    ["censored", { body: withheld }, { state: "rejected", conflict: false }],
    ["about another type", answering({ resourceType: "Patient", id: "p1" }), { state: "rejected" }],
    ["without a name", answering({ ...month("new"), id: undefined }), { state: "rejected", conflict: false }],
    ["no search", { body: "<html>" }, { state: "rejected", conflict: false }],
    ["refused", { status: 403 }, { state: "rejected", conflict: false }],
    ["not supported", { status: 501 }, { state: "rejected", conflict: false }],
    ["malformed", { status: 400 }, { state: "rejected", conflict: false }],
    ["out of time", { end: "hang" }, { state: "waiting", reason: "ehr_unreachable" }],
    ["broken off", { end: "reset" }, { state: "waiting", reason: "ehr_unreachable" }],
    ["busy", { status: 429 }, { state: "waiting", reason: "ehr_unreachable" }],
    ["failing", { status: 500 }, { state: "waiting", reason: "ehr_unreachable" }],
    ["signed out", { status: 401 }, { state: "waiting", reason: "no_token" }],
  ])("a look-up that is %s stops it", async (_what, reply, outcome) => {
    const ehr = await storedEhr({ before: ({ method }) => (method === "GET" ? reply : null) });
    expect(await write(ehr, { client: client(ehr, 60) })).toMatchObject(outcome);
    expect(ehr.writes()).toEqual([]);
  });

  it("a launch without a token waits", async () => {
    const ehr = await storedEhr();
    const signedOut = ehrClient({ base: ehr.base, tokens: fixedToken(null) });
    expect(await write(ehr, { client: signedOut })).toEqual({ state: "waiting", reason: "no_token" });
    expect(ehr.seen).toEqual([]);
  });

  it.each([
    ["without an identifier", month("new", { identifier: [] })],
    ["of another patient", month("new", { for: { reference: "Patient/p2" } })],
  ])("a Task %s is a defect", async (_what, task) => {
    const ehr = await storedEhr();
    await expect(write(ehr, { task })).rejects.toThrow();
    expect(ehr.seen).toEqual([]);
  });
});
