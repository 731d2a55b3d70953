import type { Bundle, FhirResource } from "fhir/r4";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { authorizationRequest, authorize, follow, type Registered } from "../authorize.ts";
import { type FhirFetch, taskFor } from "../fresh-sandbox.ts";
import { inChart, noteBy, promised } from "./flavoured-chart.ts";
import { oracle } from "./oracle.ts";

let registered: Registered;
let fhir: FhirFetch;
beforeAll(async () => {
  ({ registered, fhir } = await inChart(oracle));
});
afterAll(() => registered.sandbox.close());

const json = async (path: string) => (await fhir(path)).json();
const post = (body: FhirResource, headers = {}) => fhir(body.resourceType, { method: "POST", body, headers });
const attachment = (rest: object) => ({
  content: [{ attachment: { contentType: "text/plain;charset=utf-8", data: "SGVsbG8=", ...rest } }],
});

/** Writes a note and returns its address below the FHIR base. */
async function written(rest = {}): Promise<string> {
  const response = await post(noteBy("rn-1", rest));
  expect(response.status).toBe(201);
  return /DocumentReference\/[^/]+/.exec(response.headers.get("location") ?? "")?.[0] ?? "";
}

const update = (path: string, body: object, headers = {}) =>
  fhir(path, { method: "PUT", body: { ...body, id: path.split("/")[1] }, headers });

/** A test for each trait, by its name. */
const seen: Readonly<Record<string, () => Promise<void>>> = {
  listedInteractionsOnly: async () => {
    expect(await promised(fhir, "Task")).toBeNull();
    expect((await fhir("Task/t1")).status).toBe(404);
    expect((await post(taskFor("p01"))).status).toBe(404);
    expect(await promised(fhir, "CarePlan")).toEqual(["read", "search-type"]);
    expect(await promised(fhir, "QuestionnaireResponse")).toEqual(["read", "search-type", "update"]);
    expect((await fhir("Condition/problem/_history")).status).toBe(405);
  },
  tokensLive570Seconds: async () => {
    const token = await authorize(registered, {
      patient: "p01",
      user: "rn-1",
      scope: "launch patient/Patient.r",
    });
    expect(token.expires_in).toBe(570);
  },
  noWildcardScopes: async () => {
    const scope = "launch patient/*.rs patient/Condition.rs";
    expect((await authorize(registered, { patient: "p01", user: "rn-1", scope })).scope).toBe(
      "launch patient/Condition.rs",
    );
  },
  audRequired: async () => {
    const launch = registered.sandbox.newLaunch({ patient: "p01", user: "rn-1" });
    const { query } = authorizationRequest(registered, { launch });
    query.delete("aud");
    expect(String(await follow(registered.sandbox, query))).not.toContain("code=");
  },
  carePlanIsTextOnly: async () => {
    const plan = await json("CarePlan/plan");
    expect(plan.text.div).toMatch(/^<div/);
    expect(Object.keys(plan).toSorted()).toEqual(
      ["category", "id", "intent", "meta", "resourceType", "status", "subject", "text", "title"].toSorted(),
    );
  },
  carePlanSearchNeedsAssessPlan: async () => {
    for (const query of ["", "&category=38717003"]) {
      expect((await fhir(`CarePlan?patient=p01${query}`)).status).toBe(400);
    }
    expect((await fhir("CarePlan?patient=p01&category=assess-plan")).status).toBe(200);
  },
  searchNeedsPatientOrId: async () => {
    const response = await fhir("Condition?category=problem-list-item");
    expect(response.status).toBe(400);
    expect(JSON.stringify(await response.json())).toContain("No supported search parameters provided");
    expect((await fhir("Condition?_id=problem")).status).toBe(200);
  },
  unlistedParametersIgnored: async () => {
    const { total }: Bundle = await json("Condition?patient=p01&code=E11.9&identifier=x");
    expect(total).toBe(3);
  },
  oneCodingPreferablySnomed: async () => {
    expect((await json("Condition/problem")).code).toEqual({
      coding: [{ system: "http://snomed.info/sct", code: "59621000", userSelected: true }],
      text: "Hypertension",
    });
    const [coding] = (await json("Condition/uncoded")).code.coding;
    expect(coding).not.toHaveProperty("code");
    expect(coding.extension[0].valueCode).toBe("unknown");
  },
  problemsHaveMedicalCategory: async () => {
    expect((await json("Condition/problem")).category[1].coding[0].code).toBe("74188005");
    expect((await json("Condition/diagnosis")).category).toHaveLength(1);
  },
  consentIsProxyAccessAndContradictsItself: async () => {
    const { status, text, scope, provision } = await json("Consent/consent");
    expect([status, scope.coding[0].code]).toEqual(["active", "patient-privacy"]);
    expect(text.div).toContain("Inactive");
    expect(provision.period.end < provision.period.start).toBe(true);
  },
  coverageWithoutType: async () => {
    const coverage = await json("Coverage/coverage");
    expect(coverage).not.toHaveProperty("type");
    expect(coverage.payor).toEqual([{ display: "Medicare" }]);
  },
  documentKeepsSupportedFieldsOnly: async () => {
    const path = await written({ identifier: [{ value: "ours" }], description: "Monthly note" });
    const document = await json(path);
    expect(document.docStatus).toBe("final");
    for (const gone of ["identifier", "description"]) expect(document).not.toHaveProperty(gone);
  },
  noteRulesEnforced: async () => {
    for (const broken of brokenNotes) expect((await post(broken)).status, JSON.stringify(broken)).toBe(422);
    for (const kept of keptNotes) expect((await post(kept)).status, JSON.stringify(kept)).toBe(201);
    const path = await written();
    const headers = { "if-match": 'W/"1"' };
    expect((await update(path, noteBy("rn-1", { docStatus: "preliminary" }), headers)).status).toBe(422);
    const retracted = noteBy("rn-1", { status: "entered-in-error", docStatus: "entered-in-error" });
    expect((await update(path, retracted, headers)).status).toBe(200);
  },
  sameIdOnTwoPages: async () => {
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
  emptyAnswerToWrites: async () => {
    const response = await post(noteBy("rn-1"));
    expect(response.status).toBe(201);
    expect(await response.text()).toBe("");
    expect(response.headers.get("location")).toMatch(/\/DocumentReference\//);
    expect(response.headers.get("etag")).toBe('W/"1"');
  },
  staleIfMatchMeets409: async () => {
    const path = await written();
    const headers = { "if-match": 'W/"1"' };
    expect((await update(path, noteBy("rn-1"), headers)).status).toBe(200);
    expect((await update(path, noteBy("rn-1"), headers)).status).toBe(409);
  },
  missingIfMatchMeets412: async () => {
    expect((await update(await written(), noteBy("rn-1"))).status).toBe(412);
  },
  xmlMeets406WithoutBody: async () => {
    const xml = await fhir("Condition/problem", { headers: { accept: "application/fhir+xml" } });
    expect(xml.status).toBe(406);
    expect(xml.headers.get("content-length")).toBe("0");
    for (const accept of ["application/fhir+json", "application/json", "*/*"]) {
      expect((await fhir("Condition/problem", { headers: { accept } })).status).toBe(200);
    }
  },
  modifierExtensionAndImplicitRulesRefused: async () => {
    const extension = await post(
      noteBy("rn-1", { modifierExtension: [{ url: "urn:x", valueBoolean: true }] }),
    );
    expect([extension.status, (await extension.json()).issue[0].code]).toEqual([422, "extension"]);
    const rules = await post(noteBy("rn-1", { implicitRules: "urn:rules" }));
    expect([rules.status, (await rules.json()).issue[0].code]).toEqual([422, "not-supported"]);
  },
  ifNoneExistIgnored: async () => {
    const headers = { "if-none-exist": "identifier=urn:x|once" };
    const note = noteBy("rn-1", { identifier: [{ system: "urn:x", value: "once" }] });
    expect([(await post(note, headers)).status, (await post(note, headers)).status]).toEqual([201, 201]);
  },
  batchWithoutTransaction: async () => {
    const send = (type: string) =>
      fhir("", { method: "POST", body: { resourceType: "Bundle", type, entry: [] } });
    expect((await send("batch")).status).toBe(200);
    expect((await send("transaction")).status).toBeGreaterThanOrEqual(400);
  },
};

const codeSet72 = { system: "https://fhir.cerner.com/tenant/codeSet/72", code: "2820507" };
const loinc = { system: "http://loinc.org", code: "11506-3" };
const period = { start: "2026-10-01T00:00:00Z" };

const brokenNotes: readonly FhirResource[] = [
  noteBy("rn-1", { status: "superseded" }),
  noteBy("rn-1", { docStatus: "amended" }),
  noteBy("rn-1", { docStatus: undefined }),
  noteBy("rn-1", { type: { coding: [loinc, codeSet72] } }),
  noteBy("rn-1", { type: { coding: [{ system: "urn:other", code: "x" }] } }),
  noteBy("pr-1"),
  noteBy("rn-1", { author: [] }),
  noteBy("rn-1", { author: [{ reference: "Practitioner/rn-1" }, { reference: "Practitioner/pr-1" }] }),
  noteBy("rn-1", { authenticator: { reference: "Practitioner/rn-1" } }),
  noteBy("rn-1", { content: [] }),
  noteBy("rn-1", { content: [...attachment({}).content, ...attachment({}).content] }),
  noteBy("rn-1", attachment({ contentType: "text/plain" })),
  noteBy("rn-1", attachment({ contentType: "text/markdown;charset=utf-8" })),
  noteBy("rn-1", attachment({ data: undefined })),
  noteBy("rn-1", { context: { period } }),
  noteBy("rn-1", { context: { period: { end: "2026-10-31" } } }),
  noteBy("rn-1", {
    context: {
      period: { end: "2026-10-31T17:00:00Z" },
      encounter: [{ reference: "Encounter/visit" }, { reference: "Encounter/visit" }],
    },
  }),
];

const keptNotes: readonly FhirResource[] = [
  noteBy("rn-1"),
  noteBy("rn-1", { type: { coding: [codeSet72] } }),
  noteBy("rn-1", { context: { period: { end: "2026-10-31T17:00:00Z" } } }),
  noteBy("rn-1", attachment({ contentType: "application/pdf" })),
  noteBy("rn-1", attachment({ contentType: "application/xhtml+xml;charset=utf-8" })),
];

describe("the Oracle-like flavour shows", () => {
  it.each(Object.keys(oracle.traits))("%s", async (trait) => {
    expect(Object.keys(seen)).toContain(trait);
    await seen[trait]?.();
  });
});
