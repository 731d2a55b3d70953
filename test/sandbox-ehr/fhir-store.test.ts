import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Registered } from "./authorize.ts";
import { type FhirFetch, freshSandbox, type Sent, signedIn, taskFor } from "./fresh-sandbox.ts";
import { idsOf } from "./ids-of.ts";

let registered: Registered;
let fhir: FhirFetch;
beforeEach(async () => {
  registered = await freshSandbox();
  fhir = await signedIn(registered);
});
afterEach(() => registered.sandbox.close());

const patching = { "content-type": "application/json-patch+json" };

describe("creating", () => {
  it("gives the server's own id and where to find it", async () => {
    const response = await fhir("Task", { method: "POST", body: taskFor("p01", { id: "mine" }) });
    expect(response.status).toBe(201);
    const { id } = await response.json();
    expect(id).not.toBe("mine");
    expect(response.headers.get("etag")).toBe('W/"1"');
    expect(response.headers.get("location")).toBe(`${registered.sandbox.fhirBase}/Task/${id}/_history/1`);
    expect(registered.sandbox.get(`Task/${id}`)?.version).toBe("1");
  });

  it.each<[string, Sent["body"], number]>([
    ["broken JSON", "{", 400],
    ["another type", { resourceType: "Condition", subject: { reference: "Patient/p01" } }, 400],
    ["no resource", [], 400],
  ])("refuses %s", async (_what, body = "", status) => {
    expect((await fhir("Task", { method: "POST", body })).status).toBe(status);
  });

  it("refuses what is not JSON by its type, and types apps may not write", async () => {
    const form = { "content-type": "application/x-www-form-urlencoded" };
    expect((await fhir("Task", { method: "POST", body: "a=b", headers: form })).status).toBe(415);
    const everything = await signedIn(registered, { scope: "launch user/*.cruds" });
    const organization = { resourceType: "Organization", name: "Mine" };
    expect((await everything("Organization", { method: "POST", body: organization })).status).toBe(405);
  });

  const once = { "if-none-exist": "identifier=urn:ours|month" };
  const task = taskFor("p01", { identifier: [{ system: "urn:ours", value: "month" }] });

  it("on a condition makes one of twenty at once", async () => {
    const sent = { method: "POST", body: task, headers: once };
    const statuses = await Promise.all(
      Array.from({ length: 20 }, async () => (await fhir("Task", sent)).status),
    );
    expect(statuses.toSorted()).toEqual([...Array(19).fill(200), 201]);
    expect(await idsOf(await fhir("Task?identifier=urn:ours|month"))).toHaveLength(1);
  });

  it("on a condition that several meet is refused", async () => {
    for (const id of ["a", "b"]) registered.sandbox.put({ ...task, id });
    expect((await fhir("Task", { method: "POST", body: task, headers: once })).status).toBe(412);
  });

  it("on a condition duplicates where that is not supported", async () => {
    const own = await freshSandbox({ behaviour: { conditionalCreate: "ignored" } });
    const write = await signedIn(own);
    for (let round = 0; round < 2; round += 1) {
      expect((await write("Task", { method: "POST", body: task, headers: once })).status).toBe(201);
    }
    await own.sandbox.close();
  });
});

describe("updating", () => {
  const body = taskFor("p01", { id: "t1", status: "completed" });
  it.each([
    ['W/"1"', 200],
    ['W/"0"', 412],
    ['W/"2"', 412],
    ["1", 412],
  ])("with If-Match %s answers %i", async (ifMatch, status) => {
    const response = await fhir("Task/t1", { method: "PUT", body, headers: { "if-match": ifMatch } });
    expect(response.status).toBe(status);
    expect(registered.sandbox.get("Task/t1")?.version).toBe(status === 200 ? "2" : "1");
  });

  it("without If-Match goes through and raises the version", async () => {
    const response = await fhir("Task/t1", { method: "PUT", body });
    expect(response.headers.get("etag")).toBe('W/"2"');
    expect(await response.json()).toMatchObject({ status: "completed", meta: { versionId: "2" } });
  });

  it.each<[string, object, number]>([
    ["Task/unknown", taskFor("p01", { id: "unknown" }), 404],
    ["Task/t1", taskFor("p01", { id: "other" }), 400],
    ["Task/t1", taskFor("p01"), 400],
  ])("%s with %j answers %i", async (path, wrong, status) => {
    expect((await fhir(path, { method: "PUT", body: wrong })).status).toBe(status);
  });
});

describe("patching", () => {
  const planText = `{ "resourceType": "CarePlan", "id": "cp", "status": "active", "intent": "plan",
    "subject": {"reference": "Patient/p01"}, "extension": [{"url": "urn:x", "valueDecimal": 1.10}],
    "activity": [{"detail": {"status": "scheduled", "description": "caf\\u00e9"}}] }`;

  it("changes what it names and leaves 1.10 as it was", async () => {
    registered.sandbox.put(planText);
    const response = await fhir("CarePlan/cp", {
      method: "PATCH",
      headers: { ...patching, "if-match": 'W/"1"' },
      body: [
        { op: "test", path: "/activity/0/detail/status", value: "scheduled" },
        { op: "add", path: "/activity/-", value: { reference: { reference: "Task/t1" } } },
      ],
    });
    expect(response.status).toBe(200);
    const text = await response.text();
    expect(text).toContain('"valueDecimal":1.10');
    expect(text).toContain('{"reference":{"reference":"Task/t1"}}');
    expect(registered.sandbox.get("CarePlan/cp")).toMatchObject({ version: "2", text });
  });

  it.each<[string, object, Record<string, string>, number]>([
    ["a failing test", [{ op: "test", path: "/status", value: "completed" }], {}, 422],
    ["a stale version", [{ op: "remove", path: "/activity" }], { "if-match": 'W/"9"' }, 412],
    ["a path to nothing", [{ op: "replace", path: "/nothing/here", value: 1 }], {}, 400],
    ["no operations", { op: "add" }, {}, 400],
    ["another type of body", [], { "content-type": "application/fhir+json" }, 415],
    ["a new id", [{ op: "replace", path: "/id", value: "other" }], {}, 400],
  ])("with %s changes nothing", async (_what, body, headers, status) => {
    const before = registered.sandbox.put(planText).text;
    const response = await fhir("CarePlan/cp", {
      method: "PATCH",
      body,
      headers: { ...patching, ...headers },
    });
    expect(response.status).toBe(status);
    expect(registered.sandbox.get("CarePlan/cp")?.text).toBe(before);
  });

  it("can be unknown to a server", async () => {
    const own = await freshSandbox({ patchSupported: false });
    const write = await signedIn(own);
    expect((await write("Task/t1", { method: "PATCH", body: [], headers: patching })).status).toBe(405);
    const statement = await (await write("metadata")).json();
    expect(statement).not.toHaveProperty("patchFormat");
    expect(JSON.stringify(statement)).not.toContain('"patch"');
    await own.sandbox.close();
  });
});

describe("text that was put in", () => {
  it("comes out byte for byte but for id and meta", async () => {
    const given =
      '{"resourceType":"Task", "id": "raw",\n "for":{"reference":"Patient/p01"}, "z":[1.10,2e3, "\\u00e9 \\"}"]}';
    const { lastUpdated } = registered.sandbox.put(given);
    const meta = `,"meta":{"versionId":"1","lastUpdated":"${lastUpdated}"}`;
    const expected = given.replace('"raw"', `"raw"${meta}`);
    expect(await (await fhir("Task/raw")).text()).toBe(expected);
    const { entry } = await (await fhir("Task?_id=raw")).json();
    expect(entry[0].resource.id).toBe("raw");
    expect(await (await fhir("Task?_id=raw")).text()).toContain(expected);
  });

  it("keeps what else its meta says", () => {
    const put = registered.sandbox.put(
      '{"meta":{"versionId":"77","tag":[{"code":"a"}]},"resourceType":"Task","id":"m","for":{"reference":"Patient/p01"}}',
    );
    expect(put.resource.meta).toEqual({ versionId: "1", lastUpdated: put.lastUpdated, tag: [{ code: "a" }] });
    expect(registered.sandbox.put(put.text).version).toBe("2");
  });
});
