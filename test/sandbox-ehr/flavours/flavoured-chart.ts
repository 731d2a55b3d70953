import type { Bundle, CapabilityStatement, FhirResource } from "fhir/r4";
import { authorize, type Registered } from "../authorize.ts";
import { type FhirFetch, freshSandbox, type Sent, signedIn, taskFor, withToken } from "../fresh-sandbox.ts";
import type { Flavour } from "./flavour.ts";

const subject = { reference: "Patient/p01" };
const concept = (system: string, code: string) => ({ coding: [{ system, code }] });
const categories = "http://terminology.hl7.org/CodeSystem/condition-category";
const planCategories = "http://hl7.org/fhir/us/core/CodeSystem/careplan-category";
const hypertension = {
  coding: [
    { system: "http://hl7.org/fhir/sid/icd-10-cm", code: "I10" },
    { system: "http://snomed.info/sct", code: "59621000" },
  ],
  text: "Hypertension",
};
const statuses = {
  clinicalStatus: concept("http://terminology.hl7.org/CodeSystem/condition-clinical", "active"),
  verificationStatus: concept("http://terminology.hl7.org/CodeSystem/condition-ver-status", "confirmed"),
};

/** One patient with one of each: what a plain R4 server would show as it stands here. */
const chart: readonly FhirResource[] = [
  { resourceType: "Patient", id: "p01", gender: "female", birthDate: "1948-03-02" },
  { resourceType: "Practitioner", id: "rn-1", name: [{ text: "Nurse One, RN" }] },
  { ...taskFor("p01"), id: "t1" },
  { ...taskFor("p01", { code: concept("urn:epic", "community-resource") }), id: "t2" },
  {
    ...{ resourceType: "Condition", id: "problem", subject, ...statuses, code: hypertension },
    ...{ category: [concept(categories, "problem-list-item")], recordedDate: "2020-05-06" },
  },
  {
    ...{ resourceType: "Condition", id: "diagnosis", subject, ...statuses, code: hypertension },
    ...{ category: [concept(categories, "encounter-diagnosis")], onsetDateTime: "2020-05-06" },
    recordedDate: "2020-05-06",
  },
  {
    ...{ resourceType: "Condition", id: "uncoded", subject, ...statuses, code: { text: "Frailty" } },
    category: [concept(categories, "problem-list-item")],
  },
  {
    ...{ resourceType: "Encounter", id: "visit", status: "finished", subject },
    class: { system: "http://terminology.hl7.org/CodeSystem/v3-ActCode", code: "AMB" },
    period: { start: "2026-05-06T14:00:00Z", end: "2026-05-06T14:20:00Z" },
  },
  {
    ...{ resourceType: "CarePlan", id: "plan", status: "active", intent: "plan", subject },
    ...{ title: "Plan", category: [concept(planCategories, "assess-plan")] },
    activity: [{ detail: { status: "in-progress", description: "Weigh daily" } }],
  },
  {
    ...{ resourceType: "Consent", id: "consent", status: "inactive", patient: subject },
    scope: concept("http://terminology.hl7.org/CodeSystem/consentscope", "treatment"),
    category: [concept("http://loinc.org", "59284-0")],
    policyRule: { text: "Care management" },
  },
  {
    ...{ resourceType: "Coverage", id: "coverage", status: "active", beneficiary: subject },
    ...{ type: concept("https://nahdo.org/sopt", "1"), payor: [{ display: "Medicare" }] },
  },
];

/** The chart in a sandbox, and requests of nurse rn-1 in it with every right that can be had. */
export interface Chart {
  readonly registered: Registered;
  readonly fhir: FhirFetch;
  readonly json: (path: string) => ReturnType<Response["json"]>;
  /** Ids of what a search matched, in order. */
  readonly matches: (path: string) => Promise<(string | undefined)[]>;
  readonly post: (resource: FhirResource, headers?: Sent["headers"]) => Promise<Response>;
  readonly put: (path: string, resource: object, headers?: Sent["headers"]) => Promise<Response>;
}

/** A sandbox of this flavour with the chart and, if wanted, more in it. */
export async function inChart(flavour: Flavour, more: readonly FhirResource[] = []): Promise<Chart> {
  const registered = await freshSandbox({ flavour, resources: [...chart, ...more] });
  const fhir = await signedIn(registered, { scope: everyScope });
  const json = async (path: string) => (await fhir(path)).json();
  return {
    registered,
    fhir,
    json,
    matches: async (path) => {
      const { entry = [] }: Bundle = await json(path);
      return entry.filter(({ search }) => search?.mode === "match").map(({ resource }) => resource?.id);
    },
    post: (body, headers = {}) => fhir(body.resourceType, { method: "POST", body, headers }),
    put: (path, body, headers = {}) =>
      fhir(path, { method: "PUT", body: { ...body, id: path.split("/")[1] }, headers }),
  };
}

const types = [...new Set(chart.map(({ resourceType }) => resourceType))];
const everyScope = [
  ...["launch", "openid", "fhirUser", "patient/*.cruds", "user/*.rs"],
  ...[...types, "Communication", "DocumentReference", "Observation", "QuestionnaireResponse"].map(
    (type) => `patient/${type}.cruds`,
  ),
].join(" ");

/** A note that keeps the rules of every flavour. */
export function noteBy(user: string, rest: object = {}): FhirResource {
  return {
    resourceType: "DocumentReference",
    status: "current",
    docStatus: "final",
    type: concept("http://loinc.org", "11506-3"),
    category: [
      concept("http://hl7.org/fhir/us/core/CodeSystem/us-core-documentreference-category", "clinical-note"),
    ],
    subject,
    date: "2026-10-31T17:00:00Z",
    author: [{ reference: `Practitioner/${user}` }],
    content: [{ attachment: { contentType: "text/plain;charset=utf-8", data: "SGVsbG8=" } }],
    context: { period: { start: "2026-10-01T00:00:00Z", end: "2026-10-31T17:00:00Z" } },
    ...rest,
  };
}

/** The interactions `/metadata` promises for a type; null for a type it does not name. */
async function promised(fhir: FhirFetch, type: string): Promise<string[] | null> {
  const found = await stated(fhir, type);
  return found ? (found.interaction ?? []).map(({ code }) => code) : null;
}

/** The first letters of what it promises for these types, in the order of the alphabet; empty for an unknown type. */
export async function lettersPromised(fhir: FhirFetch, types: readonly string[]): Promise<object> {
  const lines = types.map(async (type) => {
    const codes = (await promised(fhir, type)) ?? [];
    return [
      type,
      codes
        .map((code) => code.charAt(0))
        .toSorted()
        .join(""),
    ];
  });
  return Object.fromEntries(await Promise.all(lines));
}

/** Requests of the nurse with a token for no patient in particular. */
export async function acrossCharts({ registered }: Chart): Promise<FhirFetch> {
  const scope = "launch openid fhirUser user/DocumentReference.cruds";
  const { access_token } = await authorize(registered, { user: "rn-1", scope });
  return withToken(registered, access_token);
}

/** The search parameters `/metadata` names for a type; null for a type it does not name. */
export async function namedToSearchBy(fhir: FhirFetch, type: string): Promise<string[] | null> {
  const found = await stated(fhir, type);
  return found ? (found.searchParam ?? []).map(({ name }) => name) : null;
}

async function stated(fhir: FhirFetch, type: string) {
  const { rest = [] }: CapabilityStatement = await (await fhir("metadata")).json();
  return rest[0]?.resource?.find((one) => one.type === type) ?? null;
}
