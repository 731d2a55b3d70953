import type { FhirResource } from "fhir/r4";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { authorize, type Registered } from "./authorize.ts";
import { type FhirFetch, freshSandbox, signedIn, taskFor, withToken } from "./fresh-sandbox.ts";

const elsewhere = "https://other.example/fhir";
const provenance = (id: string, ...targets: string[]): FhirResource => ({
  resourceType: "Provenance",
  id,
  target: targets.map((reference) => ({ reference })),
  recorded: "2026-03-10T15:00:00Z",
  agent: [{ who: { reference: "Practitioner/rn-1" } }],
});
const about = (id: string, reference: string) => taskFor("p01", { id, for: { reference } });
const groupOf = (id: string, ...patients: string[]): FhirResource => ({
  resourceType: "Group",
  id,
  type: "person",
  actual: true,
  member: patients.map((patient) => ({ entity: { reference: `Patient/${patient}` } })),
});

let registered: Registered;
let fhir: FhirFetch;
let practice: FhirFetch;
beforeAll(async () => {
  registered = await freshSandbox();
  const { put, fhirBase } = registered.sandbox;
  put(about("foreign", `${elsewhere}/Patient/p01`));
  put(about("bare", "p01"));
  put(about("own-absolute", `${fhirBase}/Patient/p01`));
  put(about("own-version", "Patient/p01/_history/1"));
  put(taskFor("p01", { id: "owned-here", owner: { reference: `${fhirBase}/Practitioner/rn-1` } }));
  put(taskFor("p01", { id: "owned-elsewhere", owner: { reference: `${elsewhere}/Practitioner/rn-1` } }));
  put(taskFor("p01", { id: "owned-barely", owner: { reference: "rn-1" } }));
  put(provenance("versioned", "Task/t1/_history/1"));
  put(provenance("of-both", "Task/t1", "Task/t2"));
  put(provenance("of-foreign", `${elsewhere}/Task/t1`));
  put(groupOf("ours", "p01"));
  put(groupOf("theirs", "p01", "p02"));
  fhir = await signedIn(registered);
  const outside = await authorize(registered, { user: "rn-1", scope: "launch user/*.cruds" });
  practice = withToken(registered, outside.access_token);
});
afterAll(() => registered.sandbox.close());

async function ids(response: Promise<Response>): Promise<string[]> {
  const { entry = [] } = await (await response).json();
  return entry.map(({ resource }: { resource: FhirResource }) => resource.id);
}

describe("whose a resource is", () => {
  it.each([
    ["foreign", 403],
    ["bare", 403],
    ["own-absolute", 200],
    ["own-version", 200],
  ])("Task/%s answers the token of p01 with %i", async (id, status) => {
    expect((await fhir(`Task/${id}`)).status).toBe(status);
    expect((await ids(fhir("Task?patient=p01"))).includes(id)).toBe(status === 200);
    expect((await ids(practice("Task?patient=p01"))).includes(id)).toBe(status === 200);
  });

  it.each([`${elsewhere}/Patient/p01`, "p01"])("cannot be said by %s in a create", async (reference) => {
    const answer = await fhir("Task", { method: "POST", body: taskFor("p01", { for: { reference } }) });
    expect(answer.status).toBe(403);
  });
});

describe("a search by reference", () => {
  const here = () => registered.sandbox.fhirBase;

  it.each<[string, () => string, string[]]>([
    ["a bare id", () => "rn-1", ["owned-here"]],
    ["type and id", () => "Practitioner/rn-1", ["owned-here"]],
    ["an address of this server", () => `${here()}/Practitioner/rn-1`, ["owned-here"]],
    ["an address of another", () => `${elsewhere}/Practitioner/rn-1`, ["owned-elsewhere"]],
    ["another type", () => "Organization/rn-1", []],
  ])("by %s finds what points there", async (_how, owner, found) => {
    expect(await ids(fhir(`Task?owner=${owner()}`))).toEqual(found);
  });

  it("takes a patient of this server by address, and none of another's", async () => {
    expect(await ids(practice(`Task?patient=${here()}/Patient/p02`))).toEqual(["t2"]);
    expect(await ids(practice(`Task?patient=${elsewhere}/Patient/p02`))).toEqual([]);
    expect((await fhir(`Task?patient=${elsewhere}/Patient/p01`)).status).toBe(403);
  });

  it("asks for one version where it names one", async () => {
    expect(await ids(fhir("Provenance?target=Task/t1"))).toEqual(["versioned"]);
    expect(await ids(fhir("Provenance?target=Task/t1/_history/1"))).toEqual(["versioned"]);
    expect(await ids(fhir("Provenance?target=Task/t1/_history/2"))).toEqual([]);
  });
});

describe("a Provenance", () => {
  it("of one version belongs to the chart of the resource, and comes along with it", async () => {
    expect((await fhir("Provenance/versioned")).status).toBe(200);
    expect(await ids(fhir("Task?_id=t1&_revinclude=Provenance:target"))).toEqual(["t1", "versioned"]);
  });

  it("of two patients is shown to the token of neither, by read, search, history or along with another", async () => {
    expect((await fhir("Provenance/of-both")).status).toBe(403);
    for (const path of ["Provenance", "Provenance/_history", "Task?_revinclude=Provenance:target"])
      expect(await ids(fhir(path)), path).not.toContain("of-both");
    expect((await practice("Provenance/of-both")).status).toBe(200);
    expect(await ids(practice("Provenance"))).toContain("of-both");
  });

  it("of another server's resource is about nobody here", async () => {
    expect((await fhir("Provenance/of-foreign")).status).toBe(403);
    expect(await ids(practice("Provenance?target=Task/t1"))).toEqual(["versioned", "of-both"]);
  });
});

it("a Group that names other patients stays shut to the token of one", async () => {
  expect((await fhir("Group/ours")).status).toBe(200);
  expect((await fhir("Group/theirs")).status).toBe(403);
  expect(await ids(fhir("Group"))).toEqual(["ours"]);
  expect(await ids(practice("Group"))).toEqual(["ours", "theirs"]);
});
