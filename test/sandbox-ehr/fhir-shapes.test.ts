import type { Bundle, OperationOutcome } from "fhir/r4";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Registered } from "./authorize.ts";
import { shapeIssues, validationIssues } from "./fhir/resource-validation.ts";
import { type FhirFetch, freshSandbox, signedIn, taskFor } from "./fresh-sandbox.ts";
import { seedPanel } from "./panel/seed-panel.ts";
import { seedPatients } from "./patients/seed-patients.ts";

let registered: Registered;
let fhir: FhirFetch;
beforeEach(async () => {
  registered = await freshSandbox();
  fhir = await signedIn(registered);
});
afterEach(() => registered.sandbox.close());

const input = (value: object) => ({ input: [{ type: { text: "any" }, ...value }] });
const inside = (resource: object) => ({ contained: [resource] });

/** What is no R4, and where. */
const misshapen: readonly [object, string][] = [
  [{ authoredOn: "2026-13-45" }, "Task.authoredOn"],
  [{ authoredOn: "2026-02-30" }, "Task.authoredOn"],
  [{ authoredOn: "2026-02-29T10:00:00Z" }, "Task.authoredOn"],
  [{ authoredOn: "2026-01-01T25:00:00Z" }, "Task.authoredOn"],
  [{ authoredOn: "2026-01-01T10:00:00" }, "Task.authoredOn"],
  [{ executionPeriod: { start: "2026-00-01" } }, "Task.executionPeriod.start"],
  [input({ valueDate: "2026-04-31" }), "Task.input[0].valueDate"],
  [input({ valueInstant: "2026-04-30" }), "Task.input[0].valueInstant"],
  [input({ valueTime: "24:00:00" }), "Task.input[0].valueTime"],
  [input({ valueInteger: 1.5 }), "Task.input[0].valueInteger"],
  [input({ valuePositiveInt: 0 }), "Task.input[0].valuePositiveInt"],
  [input({ valueDecimal: "1.5" }), "Task.input[0].valueDecimal"],
  [input({ valueBoolean: "true" }), "Task.input[0].valueBoolean"],
  [input({ valueCode: "two  words" }), "Task.input[0].valueCode"],
  [input({ valueUri: "with space" }), "Task.input[0].valueUri"],
  [input({ valueBase64Binary: "?" }), "Task.input[0].valueBase64Binary"],
  [inside({ resourceType: "Patient", birthDate: "2026-02-30" }), "Task.contained[0].birthDate"],
  [inside({ resourceType: "Nonsense" }), "Task.contained[0]"],
  [inside({ resourceType: "Patient", id: "a b" }), "Task.contained[0].id"],
  [inside({ resourceType: "Period", start: "2026" }), "Task.contained[0]"],
  [{ extension: [{ url: "urn:x", valueDate: "2026-02-30" }] }, "Task.extension[0].valueDate"],
  [{ description: "" }, "Task.description"],
  [{ description: 5 }, "Task.description"],
  [{ _nonsense: { id: "x" } }, "Task._nonsense"],
  [{ _note: { id: "x" } }, "Task._note"],
  [{ _status: 5 }, "Task._status"],
  [{ _status: { value: "draft" } }, "Task._status.value"],
  [{ hasOwnProperty: 1 }, "Task.hasOwnProperty"],
  [{ executionPeriod: {} }, "Task.executionPeriod"],
  [{ note: [] }, "Task.note"],
  [{ note: [null] }, "Task.note[0]"],
  [{ partOf: [{ reference: "Task/t1" }, null] }, "Task.partOf[1]"],
  [{ partOf: { reference: "Task/t1" } }, "Task.partOf"],
  [{ identifier: [[]] }, "Task.identifier[0]"],
  [{ code: { coding: [{ code: null }] } }, "Task.code.coding[0].code"],
  [{ owner: { reference: 5 } }, "Task.owner.reference"],
  [{ owner: "Practitioner/rn-1" }, "Task.owner"],
  [{ for: { reference: 5 } }, "Task.for.reference"],
  [{ for: { reference: { toString: 5 } } }, "Task.for.reference"],
];

const placesIn = ({ issue }: OperationOutcome) => issue.map(({ expression }) => expression?.[0]);

describe("a resource that has not R4's form", () => {
  it.each(misshapen)("%j is refused, and told where", async (odd, place) => {
    const response = await fhir("Task", { method: "POST", body: taskFor("p01", odd) });
    expect(response.status).toBe(422);
    expect(placesIn(await response.json())).toContain(place);
    expect(registered.sandbox.all("Task")).toHaveLength(2);
  });

  it("is refused in an update, after a patch, and alone in a batch", async () => {
    const odd = taskFor("p01", { id: "t1", owner: { reference: 5 } });
    expect((await fhir("Task/t1", { method: "PUT", body: odd })).status).toBe(422);
    const patch = [{ op: "add", path: "/owner", value: { reference: 5 } }];
    const headers = { "content-type": "application/json-patch+json" };
    expect((await fhir("Task/t1", { method: "PATCH", body: patch, headers })).status).toBe(422);
    const create = (resource: object) => ({ resource, request: { method: "POST", url: "Task" } });
    const entry = [create(taskFor("p01")), create(odd), create(taskFor("p01"))];
    const batch = { resourceType: "Bundle", type: "batch", entry };
    const answer: Bundle = await (await fhir("", { method: "POST", body: batch })).json();
    expect(answer.entry?.map(({ response }) => response?.status)).toEqual(["201", "422", "201"]);
    expect(placesIn(answer.entry?.[1]?.response?.outcome as OperationOutcome)).toEqual([
      "Task.owner.reference",
    ]);
  });

  it.each([
    ["a name twice", '{"resourceType":"Task","status":"draft","status":"ready"}'],
    ["no JSON", "{"],
    ["30000 levels", `{"resourceType":"Task","x":${"[".repeat(30_000)}${"]".repeat(30_000)}}`],
    ["3000 levels", `{"resourceType":"Task","x":${"[".repeat(3000)}${"]".repeat(3000)}}`],
  ])("is no resource with %s, by itself or in a Bundle", async (_what, body) => {
    const bundle = `{"resourceType":"Bundle","type":"batch","entry":[{"resource":${body}}]}`;
    for (const [path, sent] of [
      ["Task", body],
      ["", bundle],
    ] as const) {
      const response = await fhir(path, { method: "POST", body: sent });
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ resourceType: "OperationOutcome" });
    }
  });

  it.each([
    [{ entry: [null] }, "Bundle.entry[0]"],
    [{ entry: {} }, "Bundle.entry"],
    [{ entry: [{ request: { method: "GET", url: { toString: 5 } } }] }, "Bundle.entry[0].request.url"],
    [{ entry: [{ fullUrl: 5 }] }, "Bundle.entry[0].fullUrl"],
  ])("is a Bundle refused whole where it is its own: %j", async (odd, place) => {
    const body = { resourceType: "Bundle", type: "batch", ...odd };
    const response = await fhir("", { method: "POST", body });
    expect(response.status).toBe(400);
    expect(placesIn(await response.json())).toContain(place);
  });
});

describe("R4's form", () => {
  it.each([
    { authoredOn: "2024-02-29" },
    { authoredOn: "2026" },
    { authoredOn: "2026-12-31T23:59:60.5+14:00" },
    { _authoredOn: { extension: [{ url: "urn:absent", valueCode: "unknown" }] } },
    input({ valueDecimal: 1e-7, id: "an element's id" }),
    input({ valueBase64Binary: "SGVs\nbG8=" }),
    input({ valueTiming: { repeat: { boundsPeriod: { start: "2026-01" }, count: 2 } } }),
    inside({ resourceType: "Patient", name: [{ given: [null, "B"], _given: [{ id: "a" }, null] }] }),
    inside({
      resourceType: "Questionnaire",
      status: "draft",
      item: [{ linkId: "1", type: "group", item: [{ linkId: "2", type: "string", text: "?" }] }],
    }),
  ])("may be %j", async (rest) => {
    expect((await fhir("Task", { method: "POST", body: taskFor("p01", rest) })).status).toBe(201);
  });

  it("is that of every chart the sandbox brings", () => {
    const now = new Date("2026-11-22T12:00:00Z");
    const all = [...seedPatients(now), ...seedPanel(now)].map((one) =>
      JSON.parse(typeof one === "string" ? one : JSON.stringify(one)),
    );
    expect(all.length).toBeGreaterThan(1000);
    expect(all.flatMap(shapeIssues)).toEqual([]);
    expect(all.slice(0, 200).flatMap(validationIssues)).toEqual([]);
  });

  it("refuses to look for a day that does not exist", async () => {
    registered.sandbox.put(taskFor("p01", { id: "march", authoredOn: "2026-03-02" }));
    expect(await (await fhir("Task?authored-on=2026-03-02")).json()).toMatchObject({ total: 1 });
    expect((await fhir("Task?authored-on=2026-02-30")).status).toBe(400);
  });
});
