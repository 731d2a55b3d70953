import type { Bundle } from "fhir/r4";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Registered } from "./authorize.ts";
import { type FhirFetch, freshSandbox, signedIn, tickingClock } from "./fresh-sandbox.ts";
import { searchedChart } from "./searched-chart.ts";

let registered: Registered;
let fhir: FhirFetch;
beforeAll(async () => {
  registered = await freshSandbox();
  for (const resource of searchedChart) registered.sandbox.put(resource);
  fhir = await signedIn(registered);
});
afterAll(() => registered.sandbox.close());

async function found(response: Promise<Response>): Promise<string[]> {
  const bundle: Bundle = await (await response).json();
  return (bundle.entry ?? []).map(({ resource }) => `${resource?.resourceType}/${resource?.id}`);
}

describe("a search", () => {
  it.each([
    ["Encounter?patient=p01&class=AMB", ["e1"]],
    ["Encounter?patient=Patient/p01&class=urn:act|IMP", ["e2"]],
    ["Encounter?type=99214", ["e1"]],
    ["Encounter?status=finished,in-progress", ["e1", "e2"]],
    ["DocumentReference?type=http://loinc.org|11506-3", ["d1"]],
    ["DocumentReference?author=rn-1", ["d1"]],
    ["DocumentReference?author=Practitioner/pr-1", ["d2"]],
    ["DocumentReference?author=Practitioner/rn", []],
    ["DocumentReference?encounter=Encounter/e1", ["d1"]],
    ["DocumentReference?encounter=e2", []],
    ["DocumentReference?period=ge2026-03-15&period=le2026-03-20", ["d1"]],
    ["Provenance?target=DocumentReference/d1", ["v1"]],
    ["Observation?code=4548-4&date=ge2026-01-15", ["o1"]],
    ["MedicationRequest?intent=order&code=860975&authoredon=2026-01", ["m1"]],
    ["Goal?lifecycle-status=active", ["g1"]],
    ["EpisodeOfCare?type=ccm&status=active", ["ep"]],
    ["List?patient=p01&status=current", ["l1"]],
    ["CareTeam?status=active", ["ct"]],
    ["AllergyIntolerance?code=70618", ["a1"]],
    ["Procedure?date=2025-12", ["pc"]],
    ["Communication?sent=ge2026-03-01T09:00:00Z", ["cm"]],
    ["ServiceRequest?status=active", ["sr"]],
    ["RelatedPerson?name=exam", ["rp"]],
    ["QuestionnaireResponse?questionnaire=urn:ccm&authored=2026-03", ["qr"]],
    ["Questionnaire?url=urn:ccm", ["qu"]],
    ["Group?type=person", ["gr"]],
    ["Location?name=clin", ["lo"]],
    ["PractitionerRole?practitioner=pr-1", ["ro"]],
    ["Claim?created=2026-03-31", ["cl"]],
    ["ExplanationOfBenefit?patient=p01", []],
    ["Practitioner?name=nurse", ["rn-1"]],
  ])("%s finds %j", async (query, ids) => {
    const type = query.split("?")[0];
    expect(await found(fhir(query))).toEqual(ids.map((id) => `${type}/${id}`));
  });

  // e1 lasts from 15:00 to 15:30 UTC on 10 March; e2 has no end.
  it.each([
    ["2026-03-10", ["e1"]],
    ["2026-03", ["e1"]],
    ["2026", ["e1"]],
    ["2026-03-10T15:00:00Z", []],
    ["ge2026-03-10T15:30:00Z", ["e1", "e2"]],
    ["ge2026-03-10T15:31:00Z", ["e2"]],
    ["gt2026-03-10", ["e2"]],
    ["le2026-03-10", ["e1"]],
    ["lt2026-03-10", []],
    ["lt2026-03-10T15:00:01Z", ["e1"]],
    ["sa2026-03-10", ["e2"]],
    ["sa2026-04-01", []],
    ["eb2026-03-11", ["e1"]],
    ["eb2026-03-10T15:30:00Z", []],
    ["ne2026-03-10", ["e2"]],
  ])("by date %s finds %j", async (date, ids) => {
    expect(await found(fhir(`Encounter?date=${date}`))).toEqual(ids.map((id) => `Encounter/${id}`));
  });

  it("by form finds what the address finds, and takes nothing but a form", async () => {
    const form = { "content-type": "application/x-www-form-urlencoded" };
    const body = "patient=p01&type=11506-3";
    expect(await found(fhir("DocumentReference/_search", { method: "POST", body, headers: form }))).toEqual([
      "DocumentReference/d1",
    ]);
    const json = await fhir("DocumentReference/_search", { method: "POST", body: {} });
    expect(json.status).toBe(415);
    const other = { method: "POST", body: "patient=p02", headers: form };
    expect((await fhir("DocumentReference/_search", other)).status).toBe(403);
  });

  it.each([
    ["date", ["d2", "d1"]],
    ["-date", ["d1", "d2"]],
    ["-_lastUpdated", ["d2", "d1"]],
    ["_lastUpdated", ["d1", "d2"]],
  ])("sorts by %s", async (sort, ids) => {
    const own = await freshSandbox({ resources: [], now: tickingClock() });
    for (const resource of searchedChart) own.sandbox.put(resource);
    const read = await signedIn(own);
    const sorted = await found(read(`DocumentReference?_sort=${sort}`));
    expect(sorted).toEqual(ids.map((id) => `DocumentReference/${id}`));
    await own.sandbox.close();
  });

  it("counts without showing", async () => {
    const bundle: Bundle = await (await fhir("Encounter?patient=p01&_summary=count")).json();
    expect(bundle).toMatchObject({ type: "searchset", total: 2 });
    expect(bundle.entry).toBeUndefined();
  });

  it("brings Provenance along where the scopes reach that far", async () => {
    const query = "DocumentReference?patient=p01&_revinclude=Provenance:target";
    const bundle: Bundle = await (await fhir(query)).json();
    expect(bundle.total).toBe(2);
    const modes = bundle.entry?.map(({ resource, search }) => [resource?.id, search?.mode]);
    expect(modes).toEqual([
      ["d1", "match"],
      ["d2", "match"],
      ["v1", "include"],
    ]);
    const narrow = await signedIn(registered, { scope: "launch patient/DocumentReference.rs" });
    expect(await found(narrow(query))).toHaveLength(2);
  });

  it("puts a Provenance into the chart of what it points at", async () => {
    const other = await signedIn(registered, { patient: "p02" });
    expect((await other("Provenance/v1")).status).toBe(403);
    expect(await found(other("Provenance"))).toEqual([]);
  });
});

describe("a Binary", () => {
  it("comes as what it holds, or as FHIR when that is asked for", async () => {
    const raw = await fhir("Binary/b1", { headers: { accept: "*/*" } });
    expect(raw.headers.get("content-type")).toBe("text/plain");
    expect(await raw.text()).toBe("Called about her blood pressure.");
    const wrapped = await fhir("Binary/b1", { headers: { accept: "application/fhir+json" } });
    expect(await wrapped.json()).toMatchObject({ resourceType: "Binary", contentType: "text/plain" });
  });

  it("of another chart stays shut", async () => {
    expect((await fhir("Binary/b2")).status).toBe(403);
  });
});

describe("history of a type", () => {
  it("holds every version of this chart, newest first", async () => {
    const own = await freshSandbox({ now: tickingClock() });
    const task = own.sandbox.get("Task/t1")?.text ?? "";
    own.sandbox.put(task.replace('"draft"', '"ready"'));
    const bundle: Bundle = await (await (await signedIn(own))("Task/_history")).json();
    expect(bundle.type).toBe("history");
    expect(bundle.entry?.map(({ resource }) => [resource?.id, resource?.meta?.versionId])).toEqual([
      ["t1", "2"],
      ["t1", "1"],
    ]);
    await own.sandbox.close();
  });
});
