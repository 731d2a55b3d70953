import type { FhirResource } from "fhir/r4";
import type { Registered } from "../authorize.ts";
import { type FhirFetch, freshSandbox, signedIn, taskFor } from "../fresh-sandbox.ts";
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
  },
  {
    ...{ resourceType: "Condition", id: "uncoded", subject, ...statuses, code: { text: "Frailty" } },
    category: [concept(categories, "problem-list-item")],
  },
  {
    ...{ resourceType: "Encounter", id: "visit", status: "finished", subject },
    class: { system: "http://terminology.hl7.org/CodeSystem/v3-ActCode", code: "AMB" },
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

/** A sandbox of this flavour with the chart, and requests of nurse rn-1 in it with every right that can be had. */
export async function inChart(flavour: Flavour): Promise<{ registered: Registered; fhir: FhirFetch }> {
  const registered = await freshSandbox({ flavour, resources: chart });
  return { registered, fhir: await signedIn(registered, { scope: everyScope }) };
}

const types = [...new Set(chart.map(({ resourceType }) => resourceType))];
const everyScope = [
  ...["launch", "openid", "fhirUser", "patient/*.cruds"],
  ...[...types, "DocumentReference", "Observation", "QuestionnaireResponse"].map(
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
export async function promised(fhir: FhirFetch, type: string): Promise<string[] | null> {
  const statement = await (await fhir("metadata")).json();
  const found = statement.rest[0].resource.find((one: { type: string }) => one.type === type);
  return found ? found.interaction.map(({ code }: { code: string }) => code) : null;
}
