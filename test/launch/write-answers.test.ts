import { describe, expect, it } from "vitest";
import { client, holding, month, seenByUser, write } from "./month-task.ts";
import type { Reply } from "./scripted-ehr.ts";
import { type Interference, storedEhr } from "./stored-ehr.ts";

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
