import type { Bundle } from "fhir/r4";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Registered } from "./authorize.ts";
import { type FhirFetch, freshSandbox, type Sent, signedIn, taskFor } from "./fresh-sandbox.ts";

let registered: Registered;
let fhir: FhirFetch;
beforeEach(async () => {
  registered = await freshSandbox();
  fhir = await signedIn(registered);
});
afterEach(() => registered.sandbox.close());

const patching = { "content-type": "application/json-patch+json" };

async function idsOf(response: Response): Promise<(string | undefined)[]> {
  const bundle: Bundle = await response.json();
  return (bundle.entry ?? []).map(({ resource }) => resource?.id);
}

describe("reading", () => {
  it("gives the resource with its version", async () => {
    const response = await fhir("Task/t1");
    expect(response.headers.get("etag")).toBe('W/"1"');
    expect(response.headers.get("content-type")).toContain("application/fhir+json");
    expect(await response.json()).toMatchObject({ id: "t1", meta: { versionId: "1" } });
  });

  it("keeps every version", async () => {
    await fhir("Task/t1", { method: "PUT", body: taskFor("p01", { id: "t1", status: "completed" }) });
    expect(await (await fhir("Task/t1/_history/1")).json()).toMatchObject({ status: "draft" });
    expect(await (await fhir("Task/t1/_history/2")).json()).toMatchObject({ status: "completed" });
    const history: Bundle = await (await fhir("Task/t1/_history")).json();
    expect(history.type).toBe("history");
    expect(history.entry?.map(({ resource }) => resource?.meta?.versionId)).toEqual(["2", "1"]);
  });

  it.each(["Task/unknown", "Task/t1/_history/7", "Nonsense/1", "Task/t1/$everything"])(
    "%s is a 404",
    async (path) => {
      const response = await fhir(path);
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({ resourceType: "OperationOutcome" });
    },
  );
});

describe("searching", () => {
  beforeEach(() => {
    const { put } = registered.sandbox;
    const subject = { reference: "Patient/p01" };
    put({
      resourceType: "Condition",
      id: "c1",
      subject,
      category: [{ coding: [{ system: "urn:category", code: "problem-list-item" }] }],
      clinicalStatus: { coding: [{ system: "urn:clinical", code: "active" }] },
      code: {
        coding: [
          { system: "urn:icd", code: "I10" },
          { system: "urn:sct", code: "59621000" },
        ],
      },
      identifier: [{ system: "urn:ours", value: "k1" }],
    });
    put({
      resourceType: "Condition",
      id: "c2",
      subject: { reference: `${registered.sandbox.fhirBase}/Patient/p01` },
      category: [{ coding: [{ system: "urn:category", code: "encounter-diagnosis" }] }],
      code: { coding: [{ system: "urn:icd", code: "E11.9" }] },
    });
  });

  it.each([
    ["patient=p01", ["c1", "c2"]],
    ["patient=Patient/p01", ["c1", "c2"]],
    ["subject=Patient/p01&_id=c2", ["c2"]],
    ["_id=c1,c2", ["c1", "c2"]],
    ["category=problem-list-item", ["c1"]],
    ["category=urn:category|encounter-diagnosis", ["c2"]],
    ["category=urn:other|encounter-diagnosis", []],
    ["clinical-status=active", ["c1"]],
    ["code=urn:sct|59621000", ["c1"]],
    ["code=urn:icd|", ["c1", "c2"]],
    ["code=I10,E11.9", ["c1", "c2"]],
    ["code=I10&code=59621000", ["c1"]],
    ["identifier=urn:ours|k1", ["c1"]],
    ["identifier=|k1", []],
    ["identifier=k1", ["c1"]],
    ["_lastUpdated=ge2000-01-01", ["c1", "c2"]],
    ["_lastUpdated=lt2000-01-01", []],
    ["patient=p01&onset-date=ge2999-01-01", ["c1", "c2"]],
  ])("%s finds %j", async (query, ids) => {
    expect(await idsOf(await fhir(`Condition?${query}`))).toEqual(ids);
  });

  it("shows in the self link what it understood", async () => {
    const bundle: Bundle = await (await fhir("Condition?patient=p01&made-up=1&_count=5")).json();
    expect(bundle).toMatchObject({ type: "searchset", total: 2 });
    expect(bundle.link?.[0]).toEqual({
      relation: "self",
      url: `${registered.sandbox.fhirBase}/Condition?patient=p01&_count=5`,
    });
  });

  it.each([
    [0, 25],
    [1, 25],
    [10, 25],
    [24, 25],
    [25, 25],
    [26, 25],
    [10, 0],
  ])("pages by %i over %i matches and gives each once", async (count, matching) => {
    for (let index = 0; index < matching; index += 1) {
      registered.sandbox.put(taskFor("p01", { id: `page-${index}`, status: "ready" }));
    }
    const seen: (string | undefined)[] = [];
    let next: string | undefined = `Task?patient=p01&status=ready&_count=${count}`;
    while (next !== undefined) {
      const bundle: Bundle = await (await fhir(next)).json();
      expect(bundle.total).toBe(matching);
      expect(bundle.entry?.length ?? 0).toBeLessThanOrEqual(count);
      seen.push(...(bundle.entry ?? []).map(({ resource }) => resource?.id));
      next = bundle.link?.find(({ relation }) => relation === "next")?.url.split("/fhir/")[1];
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toHaveLength(count === 0 ? 0 : matching);
  });

  it("stays with the moment the search was made while others write", async () => {
    for (const id of ["a", "b", "c"]) registered.sandbox.put(taskFor("p01", { id }));
    const first: Bundle = await (await fhir("Task?patient=p01&_count=2")).json();
    registered.sandbox.put(taskFor("p01", { id: "later" }));
    const next = first.link?.[1]?.url ?? "";
    expect(next).not.toContain("p01");
    expect(await idsOf(await fhir(next.split("/fhir/")[1] ?? ""))).toEqual(["b", "c"]);
  });
});

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

it("the CapabilityStatement says what can be done, to anybody", async () => {
  const statement = await (await fetch(`${registered.sandbox.fhirBase}/metadata`)).json();
  expect(statement).toMatchObject({
    resourceType: "CapabilityStatement",
    fhirVersion: "4.0.1",
    patchFormat: ["application/json-patch+json"],
  });
  const task = statement.rest[0].resource.find(({ type }: { type: string }) => type === "Task");
  expect(task).toMatchObject({ conditionalCreate: true, updateCreate: false });
  expect(task.interaction.map(({ code }: { code: string }) => code)).toEqual(
    expect.arrayContaining(["read", "vread", "history-instance", "search-type", "create", "update", "patch"]),
  );
  const patient = statement.rest[0].resource.find(({ type }: { type: string }) => type === "Patient");
  expect(patient.interaction.map(({ code }: { code: string }) => code)).not.toContain("create");
});
