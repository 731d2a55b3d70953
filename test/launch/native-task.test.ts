import type { Task } from "fhir/r4";
import { describe, expect, it } from "vitest";
import { ehrClient } from "../../launch/ehr-client.ts";
import { lookUpTask, type TaskWrite, writeTask } from "../../launch/write-back/native-task.ts";
import { fixedToken } from "./fixed-token.ts";
import type { Reply } from "./scripted-ehr.ts";
import { type Interference, type StoredEhr, storedEhr } from "./stored-ehr.ts";

const identifier = { system: "urn:oid:2.25.1", value: "month-key" };

function month(hash: string, more: Partial<Task> = {}): Task {
  return {
    resourceType: "Task",
    identifier: [identifier],
    status: "in-progress",
    intent: "order",
    for: { reference: "Patient/p1" },
    input: [{ type: { text: "hash" }, valueString: hash }],
    ...more,
  };
}

const has = (part: string) => (resource: unknown) => JSON.stringify(resource).includes(`"${part}"`);

function client(ehr: StoredEhr, deadlineMs = 300) {
  return ehrClient({
    base: ehr.base,
    tokens: fixedToken(),
    sleep: async () => undefined,
    deadlineMs,
  });
}

function write(ehr: StoredEhr, more: Partial<TaskWrite> = {}) {
  return writeTask({
    client: client(ehr),
    task: month("new"),
    patient: "p1",
    expected: null,
    conditionalCreate: false,
    isSent: has("new"),
    carries: has("order"),
    ...more,
  });
}

function lookUp(ehr: StoredEhr) {
  return lookUpTask({
    client: client(ehr),
    identifier,
    patient: "p1",
    isSent: has("new"),
    carries: has("order"),
  });
}

/** An EHR that holds the month as the user saw it. */
async function holding(interference: Interference = {}, task: Task = month("old")): Promise<StoredEhr> {
  const ehr = await storedEhr(interference);
  ehr.put("Task", "t1", JSON.stringify(task));
  return ehr;
}

const seenByUser = { reference: "Task/t1", version: "1" };

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

describe("what the EHR answers to a write", () => {
  const words = { resourceType: "OperationOutcome", issue: [{ diagnostics: "No such status" }] };

  it.each<[what: string, reply: Reply, outcome: object]>([
    ["400", { status: 400, body: words }, { state: "rejected", conflict: false, issues: ["No such status"] }],
    ["403", { status: 403 }, { state: "rejected", conflict: false }],
    ["404", { status: 404 }, { state: "rejected", conflict: false }],
    ["405", { status: 405 }, { state: "rejected", conflict: false }],
    ["422", { status: 422, body: words }, { state: "rejected", conflict: false, issues: ["No such status"] }],
    ["501", { status: 501 }, { state: "rejected", conflict: false }],
    ["409", { status: 409, body: words }, { state: "rejected", conflict: true, issues: ["No such status"] }],
    ["412", { status: 412 }, { state: "rejected", conflict: true }],
    ["423", { status: 423 }, { state: "rejected", conflict: true }],
    ["428", { status: 428 }, { state: "rejected", conflict: true }],
    ["401", { status: 401 }, { state: "waiting", reason: "no_token" }],
    ["429", { status: 429 }, { state: "waiting", reason: "ehr_unreachable" }],
    ["202", { status: 202 }, { state: "unknown" }],
    ["302", { status: 302 }, { state: "unknown" }],
    ["307", { status: 307 }, { state: "unknown" }],
    ["408", { status: 408 }, { state: "unknown" }],
    ["500", { status: 500 }, { state: "unknown" }],
    ["502", { status: 502 }, { state: "unknown" }],
    ["503", { status: 503 }, { state: "unknown" }],
    ["504", { status: 504 }, { state: "unknown" }],
    ["nothing", { end: "hang" }, { state: "unknown" }],
    ["a broken connection", { end: "reset" }, { state: "unknown" }],
    ["half an answer", { status: 201, body: "{", end: "cut" }, { state: "unknown" }],
  ])("%s, and it is sent once", async (_what, reply, outcome) => {
    const creating = await storedEhr({ before: ({ method }) => (method === "POST" ? reply : null) });
    expect(await write(creating, { client: client(creating, 100) })).toMatchObject(outcome);
    expect(creating.writes().length).toBe(1);
    const updating = await holding({ before: ({ method }) => (method === "PUT" ? reply : null) });
    const again = { client: client(updating, 100), expected: seenByUser };
    expect(await write(updating, again)).toMatchObject(outcome);
    expect(updating.writes().length).toBe(1);
  });

  it.each<[what: string, reply: Reply]>([
    ["404", { status: 404 }],
    ["500", { status: 500 }],
    ["a web page", { body: "<html>" }],
    ["another resource", { body: { resourceType: "Task", id: "other" } }],
    ["a broken connection", { end: "reset" }],
  ])("is unknown while it cannot be read back: %s", async (_what, reply) => {
    const ehr = await storedEhr({
      before: ({ method, url }) => (method === "GET" && url.includes("Task/") ? reply : null),
    });
    expect(await write(ehr)).toMatchObject({ state: "unknown" });
    expect(ehr.all("Task").length).toBe(1);
  });

  it.each<[what: string, keep: (text: string) => string]>([
    ["the identifier", (text) => text.replace("month-key", "other")],
    ["the patient", (text) => text.replace("Patient/p1", "Patient/p2")],
    ["the content", (text) => text.replace('"order"', '"plan"')],
  ])("is not confirmed when the EHR did not keep %s", async (_what, keep) => {
    expect(await write(await storedEhr({ keep }))).toMatchObject({ state: "rejected", conflict: false });
  });

  it("is unknown, not refused, while the EHR still shows the older version", async () => {
    const older = { ...month("old"), id: "t1", meta: { versionId: "1" } };
    let written = false;
    const ehr = await holding({
      before: ({ method }) => {
        written ||= method === "PUT";
        return null;
      },
      after: ({ method, url }) =>
        written && method === "GET" && url.includes("Task/t1") ? { body: older } : null,
    });
    expect(await write(ehr, { expected: seenByUser })).toMatchObject({ state: "unknown" });
    expect(ehr.writes()).toHaveLength(1);
  });

  it("is not confirmed without a version", async () => {
    const outcome = await write(await storedEhr({ versions: false }));
    expect(outcome).toMatchObject({ state: "rejected", conflict: false });
    expect(JSON.stringify(outcome)).toContain("no version of Task/task-1");
  });

  it("is found by its body where no address comes with it", async () => {
    const ehr = await storedEhr({
      after: ({ method }) =>
        method === "POST" ? { status: 201, body: { ...month("new"), id: "task-1" } } : null,
    });
    expect(await write(ehr)).toMatchObject({ state: "confirmed", reference: "Task/task-1" });
  });

  it.each(["https://evil.invalid/fhir/Task/task-1", "Patient/task-1", ""])(
    "is unknown where the address is %j",
    async (location) => {
      const after: Interference["after"] = ({ method }) =>
        method === "POST" ? { status: 201, headers: { location } } : null;
      expect(await write(await storedEhr({ after }))).toMatchObject({ state: "unknown" });
    },
  );
});

describe("looking an unknown write up", () => {
  it("finds what arrived although the answer was lost", async () => {
    const ehr = await storedEhr({ after: ({ method }) => (method === "POST" ? { end: "reset" } : null) });
    expect(await write(ehr)).toMatchObject({ state: "unknown" });
    expect(await lookUp(ehr)).toMatchObject({ state: "confirmed", reference: "Task/task-1", version: "1" });
    expect(ehr.writes().length).toBe(1);
  });

  it("says that nothing is there, or still the older state", async () => {
    expect(await lookUp(await storedEhr())).toEqual({ state: "absent" });
    expect(await lookUp(await holding())).toEqual({ state: "absent" });
    const retired = await holding({}, month("new", { status: "entered-in-error" }));
    expect(await lookUp(retired)).toEqual({ state: "absent" });
  });

  it("sends nothing and does not take a failed search for an empty one", async () => {
    const down = await holding({ before: () => ({ status: 500 }) });
    expect(await lookUp(down)).toEqual({ state: "waiting", reason: "ehr_unreachable" });
    const cut = { resourceType: "Bundle", type: "searchset", total: 1 };
    const short = await storedEhr({ before: () => ({ body: cut }) });
    expect(await lookUp(short)).toMatchObject({ state: "rejected" });
    const unread = await holding({
      before: ({ url }) => (url.includes("Task/t1") ? { status: 500 } : null),
    });
    expect(await lookUp(unread)).toMatchObject({ state: "unknown" });
    expect([...down.writes(), ...short.writes(), ...unread.writes()]).toEqual([]);
  });

  it("does not take another patient's record for none", async () => {
    const ehr = await holding({}, month("new", { for: { reference: "Patient/p2" } }));
    expect(await lookUp(ehr)).toMatchObject({ state: "rejected", conflict: false });
  });

  it("does not choose between duplicates", async () => {
    const ehr = await holding({}, month("new"));
    ehr.put("Task", "t2", JSON.stringify(month("new")));
    expect(await lookUp(ehr)).toMatchObject({ state: "rejected", conflict: false });
  });
});
