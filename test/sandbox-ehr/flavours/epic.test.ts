import type { Bundle } from "fhir/r4";
import { expect } from "vitest";
import { authorizationRequest, follow, type Registered } from "../authorize.ts";
import { taskFor } from "../fresh-sandbox.ts";
import { epic } from "./epic.ts";
import { acrossCharts, lettersPromised, namedToSearchBy, noteBy } from "./flavoured-chart.ts";
import { seeTraits, type TraitTests } from "./seen-traits.ts";

const numbered = (code: string, severity: string) => ({
  resourceType: "OperationOutcome",
  issue: [{ severity, details: { coding: [{ code }] } }],
});

async function expectNumber(response: Response, code: string): Promise<void> {
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject(numbered(code, "fatal"));
}

/** Create, patch, read, search, update, as the statement lists them; apps create no Patient in this sandbox. */
const offered = {
  ...{ AllergyIntolerance: "crs", CarePlan: "rs", CareTeam: "rs", Claim: "rs", Communication: "crs" },
  ...{ Condition: "crs", Consent: "rs", Coverage: "rs", DocumentReference: "crsu", Encounter: "rs" },
  ...{ EpisodeOfCare: "rs", ExplanationOfBenefit: "rs", Goal: "rs", List: "rs", MedicationRequest: "rs" },
  ...{ Observation: "crsu", Patient: "rs", Practitioner: "rs", PractitionerRole: "rs", Procedure: "crsu" },
  ...{ Provenance: "r", QuestionnaireResponse: "crs", ServiceRequest: "crsu", Task: "rsu" },
};

/** A test for each trait, by its name. */
const seen: TraitTests = {
  listedInteractionsOnly: async ({ fhir, json, post }) => {
    expect(await lettersPromised(fhir, Object.keys(offered))).toEqual(offered);
    const plan = await json("CarePlan/plan");
    for (const body of [taskFor("p01"), { ...plan, id: undefined }, { ...(await json("Consent/consent")) }]) {
      expect((await post(body)).status).toBe(405);
    }
    expect((await fhir("CarePlan/plan", { method: "PUT", body: plan })).status).toBe(405);
    expect((await fhir("Task/t2/_history")).status).toBe(405);
  },
  resourcesWithoutMeta: async ({ fhir, json }) => {
    const response = await fhir("Condition/problem");
    expect(response.headers.get("etag")).toBeNull();
    expect(await response.json()).not.toHaveProperty("meta");
    const { entry = [] }: Bundle = await json("Condition?patient=p01");
    expect(entry[0]?.resource).toMatchObject({ id: "problem" });
    expect(entry[0]?.resource).not.toHaveProperty("meta");
  },
  icd10CmUnderAnOid: async ({ json }) => {
    expect((await json("Condition/problem")).code.coding).toEqual([
      { system: "urn:oid:2.16.840.1.113883.6.90", code: "I10" },
      { system: "http://snomed.info/sct", code: "59621000" },
    ]);
  },
  encounterDiagnosesWithoutStatuses: async ({ json }) => {
    const diagnosis = await json("Condition/diagnosis");
    for (const gone of ["clinicalStatus", "verificationStatus", "onsetDateTime", "recordedDate"]) {
      expect(diagnosis).not.toHaveProperty(gone);
    }
    expect(diagnosis.category).toHaveLength(2);
    expect(diagnosis.category[1].coding[0].code).toBe("visit-diagnosis");
    expect(await json("Condition/problem")).toMatchObject({ recordedDate: "2020-05-06", clinicalStatus: {} });
  },
  visitsStayInProgress: async ({ json }) => {
    expect((await json("Encounter/visit")).status).toBe("in-progress");
  },
  vendorEncounterClass: async ({ json }) => {
    const { system, code } = (await json("Encounter/visit")).class;
    expect([system, code]).toEqual(["urn:oid:1.2.840.114350.1.72.1.7.7.10.696784.13260", "13"]);
  },
  carePlansAreLongitudinal: async ({ json }) => {
    const codes = (await json("CarePlan/plan")).category.map(
      ({ coding }: { coding: { code: string }[] }) => coding[0]?.code,
    );
    expect(codes).toEqual(["assess-plan", "38717003"]);
  },
  carePlanSearchByLongitudinalCategory: async ({ matches }) => {
    const snomed = "http://snomed.info/sct|38717003";
    for (const category of ["38717003", snomed, "other,38717003", "assess-plan"]) {
      expect(await matches(`CarePlan?patient=p01&category=${category}`), category).toEqual(["plan"]);
    }
    for (const category of ["other", "urn:other|38717003"]) {
      expect(await matches(`CarePlan?patient=p01&category=${category}`), category).toEqual([]);
    }
  },
  carePlanSearchNeedsCategory: async ({ fhir }) => {
    await expectNumber(await fhir("CarePlan?patient=p01"), "59108");
    expect((await fhir("CarePlan?_id=plan")).status).toBe(200);
  },
  observationSearchNeedsCategoryOrCode: async ({ fhir }) => {
    await expectNumber(await fhir("Observation?patient=p01"), "59108");
    expect((await fhir("Observation?patient=p01&category=vital-signs")).status).toBe(200);
    expect((await fhir("Observation?patient=p01&code=4548-4")).status).toBe(200);
  },
  searchNeedsPatient: async ({ fhir }) => {
    await expectNumber(await fhir("Condition?category=problem-list-item"), "4111");
    expect((await fhir("Condition?subject=Patient/p01")).status).toBe(200);
  },
  listedSearchParametersOnly: async ({ fhir }) => {
    expect(await namedToSearchBy(fhir, "Claim")).toEqual(["_id"]);
    expect(await namedToSearchBy(fhir, "Provenance")).toEqual([]);
    const names = await namedToSearchBy(fhir, "Condition");
    expect(names).toEqual(expect.arrayContaining(["_id", "patient", "category", "clinical-status", "code"]));
    for (const unlisted of ["_tag", "_lastUpdated"]) expect(names).not.toContain(unlisted);
  },
  otherParametersWarnedAndIgnored: async ({ json }) => {
    const { entry, total }: Bundle = await json("Condition?patient=p01&zzz=1&_tag=ours");
    expect(total).toBe(3);
    expect(entry).toHaveLength(4);
    expect(entry?.at(-1)).toMatchObject({
      search: { mode: "outcome" },
      resource: {
        resourceType: "OperationOutcome",
        issue: [{ severity: "warning", details: { coding: [{ code: "4122" }] } }, { severity: "warning" }],
      },
    });
  },
  noResultsAsWarningEntry: async ({ fhir }) => {
    const response = await fhir("Condition?patient=p01&code=E11.9");
    expect(response.status).toBe(200);
    const { total, entry }: Bundle = await response.json();
    expect(total).toBe(0);
    expect(entry).toHaveLength(1);
    expect(entry?.[0]?.resource).toMatchObject(numbered("4101", "warning"));
  },
  pageLinksExpire: async ({ registered, fhir, json }) => {
    const next = async () => {
      const { link }: Bundle = await json("Condition?patient=p01&_count=1");
      const url = link?.find(({ relation }) => relation === "next")?.url ?? "";
      return `Condition${new URL(url).search}`;
    };
    const [inTime, late] = [await next(), await next()];
    registered.sandbox.clock.move(295_000);
    expect((await fhir(inTime)).status).toBe(200);
    registered.sandbox.clock.move(5_000);
    await expectNumber(await fhir(late), "4113");
  },
  onlyItsOwnKindsOfTask: async ({ json, put }) => {
    const { entry, total }: Bundle = await json("Task?patient=p01");
    expect(entry?.map(({ resource }) => resource?.id)).toEqual(["t2"]);
    expect(total).toBe(1);
    const own = await json("Task/t2");
    await expectNumber(await put("Task/t1", taskFor("p01", { status: "ready" })), "59159");
    expect((await put("Task/t2", { ...own, status: "ready" })).status).toBe(200);
  },
  noteNeedsTypeSubjectAndData: async (chart) => {
    const { post } = chart;
    const body = noteBy("rn-1", { subject: undefined });
    const anywhere = await acrossCharts(chart);
    await expectNumber(await anywhere("DocumentReference", { method: "POST", body }), "59108");
    expect((await post(noteBy("rn-1"))).status).toBe(201);
    await expectNumber(await post(noteBy("rn-1", { type: { text: "Note" } })), "59108");
    await expectNumber(await post(noteBy("rn-1", { content: [{ attachment: {} }] })), "59108");
  },
  ifNoneExistIgnored: async ({ post }) => {
    const note = noteBy("rn-1", { identifier: [{ system: "urn:x", value: "once" }] });
    const headers = { "if-none-exist": "identifier=urn:x|once" };
    expect((await post(note, headers)).status).toBe(201);
    expect((await post(note, headers)).status).toBe(201);
  },
  noPatch: async ({ fhir, json }) => {
    const headers = { "content-type": "application/json-patch+json" };
    expect((await fhir("Task/t2", { method: "PATCH", headers, body: [] })).status).toBe(405);
    expect(await json("metadata")).not.toHaveProperty("patchFormat");
  },
  noBatchOrTransaction: async ({ fhir }) => {
    for (const type of ["batch", "transaction"]) {
      const body = { resourceType: "Bundle", type, entry: [] };
      expect((await fhir("", { method: "POST", body })).status).toBeGreaterThanOrEqual(400);
    }
  },
  audOptional: async ({ registered }) => {
    expect(String(await signInWith(registered, null))).toContain("code=");
    expect(String(await signInWith(registered, "http://elsewhere.example/fhir"))).not.toContain("code=");
  },
};

function signInWith(registered: Registered, aud: string | null): Promise<URL | Response> {
  const launch = registered.sandbox.newLaunch({ patient: "p01", user: "rn-1" });
  const { query } = authorizationRequest(registered, { launch });
  if (aud === null) query.delete("aud");
  else query.set("aud", aud);
  return follow(registered.sandbox, query);
}

seeTraits(epic, seen);
