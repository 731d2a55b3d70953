import type { FhirResource } from "fhir/r4";
import { writeCarePlan } from "../../fhir-mappings/care-plan.ts";
import type { ChartReads } from "../../fhir-mappings/chart-reads.ts";
import { writeConsent } from "../../fhir-mappings/consent.ts";
import { writeEnrolment } from "../../fhir-mappings/enrolment.ts";
import type { FactsInput } from "../../fhir-mappings/facts/chart.ts";
import { assembleFacts } from "../../fhir-mappings/month-facts.ts";
import { writeTimeEntry } from "../../fhir-mappings/time-entry.ts";
import {
  CarePlanElement,
  type CarePlanRecord,
  ChartType,
  type ConsentRecord,
  type EnrolmentRecord,
  type MonthFacts,
  type ReadOutcome,
  type TimeEntryRecord,
} from "../../server/contract/index.ts";

/* A synthetic patient whose March 2026 is well documented, and ways to change one thing about it. */

export const patient = "Patient/p1";
const retrieved = "2026-03-31T20:00:00Z";
const practitioner = { reference: "Practitioner/pr-1", display: "Ada Wolf, MD" };
const nurse = { reference: "Practitioner/rn-1", display: "Nia Park" };
const attested = { by: "Ada Wolf, MD", role: "practitioner", on: "2026-01-15" };

/** The identifier these tests take for genuine. */
export const identifierOf = (purpose: string, key: string) => `id:${purpose}:${key}`;

const enrolment: EnrolmentRecord = {
  status: "enrolled",
  start: "2026-01-15",
  billing_practitioner: practitioner,
  conditions: [
    { reference: "Condition/diabetes", label: "Diabetes", attested },
    { reference: "Condition/hypertension", label: "Hypertension", attested },
  ],
  risk: attested,
  initiating_visit: { date: "2026-01-15", code: "G0439", by: "Practitioner/pr-1", ccm_discussed: true },
  last_face_to_face_before_enrolment: null,
  authored: "2026-01-15T10:00:00-05:00",
};

const consent: ConsentRecord = {
  status: "active",
  obtained: "2026-01-15T10:00:00-05:00",
  mode: "verbal",
  elements: {
    availability_and_cost_sharing: true,
    one_practitioner_per_month: true,
    right_to_stop_end_of_month: true,
  },
  billing_practitioner: practitioner,
  obtained_by: nurse,
  given_by: "patient",
  revoked: null,
};

const carePlan: CarePlanRecord = {
  title: "Comprehensive care plan",
  established: "2026-01-15",
  last_reviewed: "2026-03-02",
  approved_by: practitioner,
  copy_given: "2026-01-15",
  elements: CarePlanElement.options.map((element) => ({ element, text: `About ${element}.` })),
  addresses: ["Condition/diabetes", "Condition/hypertension"],
};

export const timeEntry: TimeEntryRecord = {
  id: "0b1f6c1e-58a4-4d0e-9a52-6f3f9d0c7a11",
  start: "2026-03-05T10:00:00-05:00",
  end: "2026-03-05T10:24:00-05:00",
  person: nurse,
  credential: "RN",
  role: "clinical_staff",
  activity: "care_coordination",
  mode: "phone",
  outcome: "reached",
  programmes: ["ccm"],
  patients_sharing: 1,
  capture: "timer",
  recorded: "2026-03-05T10:24:10-05:00",
  delay_reason: null,
  replaces: null,
  note: "Went through the pressure log.",
};

/** A record as the EHR gave it back: with id and version. */
const stored = <Resource extends object>(resource: Resource, id: string) => ({
  ...resource,
  id,
  meta: { versionId: "3" },
});

const inChart = { patient };
export const enrolmentTask = (change: Partial<EnrolmentRecord> = {}, id = "enrolment") =>
  stored(
    writeEnrolment({
      record: { ...enrolment, ...change },
      ...inChart,
      identifier: identifierOf("enrolment", ""),
    }),
    id,
  );
export const consentResource = (change: Partial<ConsentRecord> = {}, id = "consent") =>
  stored(
    writeConsent({ record: { ...consent, ...change }, ...inChart, identifier: identifierOf("consent", "") }),
    id,
  );
export const carePlanResource = (change: Partial<CarePlanRecord> = {}, id = "plan") =>
  stored(
    writeCarePlan({
      record: { ...carePlan, ...change },
      ...inChart,
      identifier: identifierOf("care_plan", ""),
    }),
    id,
  );
export function entryTask(change: Partial<TimeEntryRecord> = {}, id = "entry") {
  const record = { ...timeEntry, ...change };
  return stored(
    writeTimeEntry({ record, ...inChart, identifier: identifierOf("time_entry", record.id) }),
    id,
  );
}

const codes = {
  diabetes: { system: "http://hl7.org/fhir/sid/icd-10-cm", code: "E11.9" },
  hypertension: { system: "http://hl7.org/fhir/sid/icd-10-cm", code: "I10" },
};
const clinical = "http://terminology.hl7.org/CodeSystem/condition-clinical";
const verification = "http://terminology.hl7.org/CodeSystem/condition-ver-status";

export const condition = (id: "diabetes" | "hypertension", change: object = {}) => ({
  resourceType: "Condition",
  id,
  meta: { versionId: "1" },
  clinicalStatus: { coding: [{ system: clinical, code: "active" }] },
  verificationStatus: { coding: [{ system: verification, code: "confirmed" }] },
  code: { coding: [codes[id]], text: id },
  subject: { reference: patient },
  ...change,
});

export const encounter = (change: object = {}) => ({
  resourceType: "Encounter",
  id: "visit",
  status: "finished",
  class: { system: "http://terminology.hl7.org/CodeSystem/v3-ActCode", code: "AMB" },
  subject: { reference: patient },
  period: { start: "2026-02-10T09:00:00-05:00", end: "2026-02-10T09:30:00-05:00" },
  ...change,
});

export const coverage = (change: object = {}) => ({
  resourceType: "Coverage",
  id: "coverage",
  status: "active",
  type: { coding: [{ system: "https://nahdo.org/sopt", code: "121" }] },
  beneficiary: { reference: patient },
  payor: [{ display: "Medicare" }],
  class: [{ type: { text: "plan" }, value: "Part B" }],
  ...change,
});

export const person = (change: object = {}) => ({
  resourceType: "Patient",
  id: "p1",
  meta: { versionId: "2" },
  name: [{ use: "official", family: "Doe", given: ["Jo"] }],
  birthDate: "1950-03-31",
  gender: "female",
  deceasedBoolean: false,
  ...change,
});

export type Resources = Partial<Record<ChartType, readonly unknown[]>>;

const documented: Required<Resources> = {
  Patient: [person()],
  Condition: [condition("diabetes"), condition("hypertension")],
  Consent: [consentResource()],
  CarePlan: [carePlanResource()],
  Encounter: [encounter()],
  Task: [enrolmentTask(), entryTask()],
  Coverage: [coverage()],
};

/** The documented chart with some types' resources replaced, and some reads ended otherwise. */
export function chart(
  resources: Resources = {},
  outcomes: Partial<Record<ChartType, ReadOutcome>> = {},
): ChartReads {
  const reads = ChartType.options.map((type) => [
    type,
    {
      type,
      outcome: outcomes[type] ?? "complete",
      resources: (resources[type] ?? documented[type]) as FhirResource[],
      retrieved,
      detail: "",
      advice: "",
    },
  ]);
  return Object.fromEntries(reads) as ChartReads;
}

/** The documented month around some reads. */
export function inputOf(reads: ChartReads, change: Partial<FactsInput> = {}): FactsInput {
  return {
    reads,
    patient,
    base: "https://ehr.example/r4",
    month: "2026-03",
    asOf: retrieved,
    practice: { type: "physician_office", timezone: "America/New_York" },
    billingPractitioner: (reference) =>
      reference === practitioner.reference ? { id: reference, type: "MD" } : undefined,
    isStaff: (reference) => [practitioner, nurse].some((one) => one.reference === reference),
    verify: (purpose, key, value) => value === identifierOf(purpose, key),
    attested: {},
    ...change,
  };
}

/** One oddity a row of a table: what the chart holds, and what the facts then say. `undefined` is "not known". */
export type Row = readonly [oddity: string, resource: object, fact: unknown];

/** The facts of the documented month with some types' resources replaced. */
export const factsOf = (resources: Resources): MonthFacts => assembleFacts(inputOf(chart(resources))).facts;
