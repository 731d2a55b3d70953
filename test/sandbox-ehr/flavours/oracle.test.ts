import type { Bundle } from "fhir/r4";
import { expect } from "vitest";
import { authorizationRequest, authorize, follow } from "../authorize.ts";
import { taskFor } from "../fresh-sandbox.ts";
import { acrossCharts, type Chart, lettersPromised, namedToSearchBy, noteBy } from "./flavoured-chart.ts";
import { oracle } from "./oracle.ts";
import { brokenNotes, keptNotes } from "./oracle-note-samples.ts";
import { seeTraits, type TraitTests } from "./seen-traits.ts";

const patchHeaders = { "content-type": "application/json-patch+json", "if-match": 'W/"1"' };
const coverageStatus = { op: "replace", path: "/status", value: "cancelled" };

/** A path no page lists, one that stands beside a listed one, a listed path with another operation, another type. */
const unlistedPatches: readonly (readonly [string, ...object[]])[] = [
  ["Encounter/visit", { op: "replace", path: "/status", value: "cancelled" }],
  [
    "Encounter/visit",
    { op: "replace", path: "/period/end", value: "2026-05-06T14:35:00Z" },
    { op: "replace", path: "/class/code", value: "VR" },
  ],
  ["Encounter/visit", { op: "remove", path: "/period/end" }],
  ["Coverage/coverage", coverageStatus],
];

/** Writes a note and returns its address below the FHIR base. */
async function written({ post }: Chart, rest = {}): Promise<string> {
  const response = await post(noteBy("rn-1", rest));
  expect(response.status).toBe(201);
  return /DocumentReference\/[^/]+/.exec(response.headers.get("location") ?? "")?.[0] ?? "";
}

/** Create, patch, read, search, update; apps create no Patient and delete nothing in this sandbox. */
const offered = {
  ...{ AllergyIntolerance: "crsu", CarePlan: "rs", CareTeam: "rs", Claim: "", Communication: "cprs" },
  ...{ Condition: "crsu", Consent: "rs", Coverage: "cprs", DocumentReference: "crsu", Encounter: "cprs" },
  ...{ EpisodeOfCare: "", ExplanationOfBenefit: "", Goal: "rs", List: "", MedicationRequest: "cprs" },
  ...{ Observation: "crsu", Patient: "rs", Practitioner: "rs", PractitionerRole: "", Procedure: "crs" },
  ...{ Provenance: "crs", QuestionnaireResponse: "rsu", ServiceRequest: "rs", Task: "" },
};

/** A test for each trait, by its name. */
const seen: TraitTests = {
  listedInteractionsOnly: async ({ fhir, post }) => {
    expect(await lettersPromised(fhir, Object.keys(offered))).toEqual(offered);
    expect((await fhir("Task/t1")).status).toBe(404);
    expect((await post(taskFor("p01"))).status).toBe(404);
    expect((await fhir("Condition/problem/_history")).status).toBe(405);
  },
  tokensLive570Seconds: async ({ registered }) => {
    const token = await authorize(registered, {
      patient: "p01",
      user: "rn-1",
      scope: "launch patient/Patient.r",
    });
    expect(token.expires_in).toBe(570);
  },
  noWildcardScopes: async ({ registered }) => {
    const scope = "launch patient/*.rs patient/Condition.rs";
    expect((await authorize(registered, { patient: "p01", user: "rn-1", scope })).scope).toBe(
      "launch patient/Condition.rs",
    );
  },
  audRequired: async ({ registered }) => {
    const launch = registered.sandbox.newLaunch({ patient: "p01", user: "rn-1" });
    const { query } = authorizationRequest(registered, { launch });
    query.delete("aud");
    expect(String(await follow(registered.sandbox, query))).not.toContain("code=");
  },
  carePlanIsTextOnly: async ({ json }) => {
    const plan = await json("CarePlan/plan");
    expect(plan).toMatchObject({ text: { div: expect.stringMatching(/^<div/) } });
    expect(Object.keys(plan).toSorted()).toEqual(
      ["category", "id", "intent", "meta", "resourceType", "status", "subject", "text", "title"].toSorted(),
    );
  },
  carePlanSearchNeedsAssessPlan: async ({ fhir }) => {
    for (const query of ["", "&category=38717003"]) {
      expect((await fhir(`CarePlan?patient=p01${query}`)).status).toBe(400);
    }
    expect((await fhir("CarePlan?patient=p01&category=assess-plan")).status).toBe(200);
  },
  searchNeedsPatientOrId: async ({ fhir }) => {
    const response = await fhir("Condition?category=problem-list-item");
    expect(response.status).toBe(400);
    expect(JSON.stringify(await response.json())).toContain("No supported search parameters provided");
    expect((await fhir("Condition?_id=problem")).status).toBe(200);
  },
  listedSearchParametersOnly: async ({ fhir }) => {
    expect(await namedToSearchBy(fhir, "Questionnaire")).toEqual(["_id"]);
    const names = await namedToSearchBy(fhir, "Condition");
    expect(names?.toSorted()).toEqual(
      ["_id", "_lastUpdated", "category", "clinical-status", "encounter", "patient", "subject"].toSorted(),
    );
  },
  unlistedParametersIgnored: async ({ json }) => {
    const { total }: Bundle = await json("Condition?patient=p01&code=E11.9&identifier=x");
    expect(total).toBe(3);
  },
  oneCodingPreferablySnomed: async ({ json }) => {
    expect((await json("Condition/problem")).code).toEqual({
      coding: [{ system: "http://snomed.info/sct", code: "59621000", userSelected: true }],
      text: "Hypertension",
    });
    const [coding] = (await json("Condition/uncoded")).code.coding;
    expect(coding).not.toHaveProperty("code");
    expect(coding.extension[0].valueCode).toBe("unknown");
  },
  problemsHaveMedicalCategory: async ({ json }) => {
    const { category } = await json("Condition/problem");
    expect(category).toMatchObject([{}, { coding: [{ code: "74188005" }] }]);
    expect((await json("Condition/diagnosis")).category).toHaveLength(1);
  },
  consentIsProxyAccessAndContradictsItself: async ({ json }) => {
    const { status, text, scope, provision } = await json("Consent/consent");
    expect([status, scope.coding[0].code]).toEqual(["active", "patient-privacy"]);
    expect(text.div).toContain("Inactive");
    expect(provision.period.end < provision.period.start).toBe(true);
  },
  coverageWithoutType: async ({ json }) => {
    const coverage = await json("Coverage/coverage");
    expect(coverage).not.toHaveProperty("type");
    expect(coverage.payor).toEqual([{ display: "Medicare" }]);
  },
  documentKeepsSupportedFieldsOnly: async (chart) => {
    const path = await written(chart, { identifier: [{ value: "ours" }], description: "Monthly note" });
    const document = await chart.json(path);
    expect(document.docStatus).toBe("final");
    for (const gone of ["identifier", "description"]) expect(document).not.toHaveProperty(gone);
  },
  noteRulesEnforced: async (chart) => {
    const { post, put } = chart;
    for (const broken of brokenNotes) expect((await post(broken)).status, JSON.stringify(broken)).toBe(422);
    const anywhere = await acrossCharts(chart);
    const body = noteBy("rn-1", { subject: undefined });
    expect((await anywhere("DocumentReference", { method: "POST", body })).status).toBe(422);
    for (const kept of keptNotes) expect((await post(kept)).status, JSON.stringify(kept)).toBe(201);
    const path = await written(chart);
    const headers = { "if-match": 'W/"1"' };
    for (const changed of [{ docStatus: "preliminary" }, { status: "superseded" }]) {
      expect((await put(path, noteBy("rn-1", changed), headers)).status).toBe(422);
    }
    const retracted = noteBy("rn-1", { status: "entered-in-error", docStatus: "entered-in-error" });
    expect((await put(path, retracted, headers)).status).toBe(200);
  },
  sameIdOnTwoPages: async ({ json }) => {
    const ids: (string | undefined)[] = [];
    let next: string | undefined = "Condition?patient=p01&_count=2";
    for (let page = 0; next !== undefined && page < 5; page += 1) {
      const { entry, link }: Bundle = await json(next);
      ids.push(...(entry ?? []).map(({ resource }) => resource?.id));
      const url = link?.find(({ relation }) => relation === "next")?.url;
      next = url === undefined ? undefined : `Condition${new URL(url).search}`;
    }
    expect(ids).toEqual(["problem", "diagnosis", "diagnosis", "uncoded"]);
  },
  emptyAnswerToWrites: async ({ post }) => {
    const response = await post(noteBy("rn-1"));
    expect(response.status).toBe(201);
    expect(await response.text()).toBe("");
    expect(response.headers.get("location")).toMatch(/\/DocumentReference\//);
    expect(response.headers.get("etag")).toBe('W/"1"');
  },
  staleIfMatchMeets409: async (chart) => {
    const { put } = chart;
    const path = await written(chart);
    const headers = { "if-match": 'W/"1"' };
    expect((await put(path, noteBy("rn-1"), headers)).status).toBe(200);
    expect((await put(path, noteBy("rn-1"), headers)).status).toBe(409);
  },
  missingIfMatchMeets412: async (chart) => {
    expect((await chart.put(await written(chart), noteBy("rn-1"))).status).toBe(412);
  },
  xmlMeets406WithoutBody: async ({ fhir }) => {
    const xml = await fhir("Condition/problem", { headers: { accept: "application/fhir+xml" } });
    expect(xml.status).toBe(406);
    expect(xml.headers.get("content-length")).toBe("0");
    for (const accept of ["application/fhir+json", "application/json", "*/*"]) {
      expect((await fhir("Condition/problem", { headers: { accept } })).status).toBe(200);
    }
  },
  patchesTakeListedPathsOnly: async ({ fhir, json }) => {
    const patch = (path: string, ...operations: object[]) =>
      fhir(path, { method: "PATCH", headers: patchHeaders, body: operations });
    const end = { op: "replace", path: "/period/end", value: "2026-05-06T14:35:00Z" };
    for (const [path, ...operations] of unlistedPatches) {
      const response = await patch(path, ...operations);
      expect(response.status, JSON.stringify(operations)).toBe(422);
      expect(await response.json()).toMatchObject({ issue: [{ severity: "error", code: "business-rule" }] });
    }
    expect((await json("Encounter/visit")).meta.versionId).toBe("1");
    expect((await patch("Encounter/visit", end)).status).toBe(200);
    expect((await json("Encounter/visit")).period.end).toBe(end.value);
  },
  modifierExtensionAndImplicitRulesRefused: async ({ post }) => {
    const refused = [
      ["extension", { modifierExtension: [{ url: "urn:x", valueBoolean: true }] }],
      ["not-supported", { implicitRules: "urn:rules" }],
    ] as const;
    for (const [code, rest] of refused) {
      const response = await post(noteBy("rn-1", rest));
      expect(response.status, code).toBe(422);
      expect(await response.json()).toMatchObject({ resourceType: "OperationOutcome", issue: [{ code }] });
    }
  },
  ifNoneExistIgnored: async ({ post }) => {
    const headers = { "if-none-exist": "identifier=urn:x|once" };
    const note = noteBy("rn-1", { identifier: [{ system: "urn:x", value: "once" }] });
    expect([(await post(note, headers)).status, (await post(note, headers)).status]).toEqual([201, 201]);
  },
  batchWithoutTransaction: async ({ fhir }) => {
    const send = (type: string) =>
      fhir("", { method: "POST", body: { resourceType: "Bundle", type, entry: [] } });
    expect((await send("batch")).status).toBe(200);
    expect((await send("transaction")).status).toBeGreaterThanOrEqual(400);
  },
};

seeTraits(oracle, seen);
