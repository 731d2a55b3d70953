import type { Bundle } from "fhir/r4";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Registered } from "./authorize.ts";
import { type FhirFetch, freshSandbox, signedIn, taskFor } from "./fresh-sandbox.ts";
import { idsOf } from "./ids-of.ts";

let registered: Registered;
let fhir: FhirFetch;
beforeEach(async () => {
  registered = await freshSandbox();
  fhir = await signedIn(registered);
});
afterEach(() => registered.sandbox.close());

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
