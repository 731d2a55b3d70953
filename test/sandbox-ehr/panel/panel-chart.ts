import type { AllergyIntolerance, CareTeam, Consent, FhirResource, Goal, MedicationRequest } from "fhir/r4";
import { concept } from "../patients/codes.ts";
import { at, daysBefore } from "../patients/dates.ts";
import type { DiseaseName } from "../patients/diseases.ts";
import type { PatientPlan } from "../patients/patient-plan.ts";
import { physician, practice } from "../patients/practice.ts";
import { measuresFor } from "./measures.ts";
import type { Random } from "./random.ts";
import { resultsOf } from "./results.ts";
import { type Medicine, medicinesFor } from "./treatments.ts";

/** Whose chart is filled, seen from when, and the choices that are this patient's own. */
export interface PanelChart {
  readonly patient: string;
  /** The present moment; for the dead the day they died. */
  readonly now: Date;
  readonly random: Random;
}

/** What stands in a chart besides problems, visits and coverage: treatment, results, allergy, team, goals. */
export function treatmentOf(plan: PatientPlan, { now, random }: Omit<PanelChart, "patient">): FhirResource[] {
  const chart = { patient: plan.id, now, random };
  const diseases = activeDiseases(plan);
  return [
    ...medicinesFor(diseases, (count) => random.below(count)).map((one, index) =>
      prescription(chart, one, index),
    ),
    ...resultsOf(chart, measuresFor(diseases)),
    allergy(chart),
    careTeam(chart),
    ...goals(chart, diseases),
  ];
}

function activeDiseases({ problems }: PatientPlan): DiseaseName[] {
  const active = problems.flatMap((one) => {
    if (typeof one === "string") return [one];
    const { disease, clinical = "active", verification = "confirmed" } = one;
    return clinical === "active" && verification === "confirmed" ? [disease] : [];
  });
  return [...new Set(active)];
}

function prescription(
  chart: PanelChart,
  { text, rxnorm, daily }: Medicine,
  index: number,
): MedicationRequest {
  return {
    resourceType: "MedicationRequest",
    id: `${chart.patient}-medication-${index + 1}`,
    status: "active",
    intent: "order",
    medicationCodeableConcept: rxnorm === undefined ? { text } : concept("rxnorm", rxnorm, text),
    subject: subject(chart),
    authoredOn: daysBefore(chart.now, chart.random.between(5, 300)),
    requester: physician,
    dosageInstruction: [{ text: daily }],
  };
}

const allergies = [
  ["716186003", "No known allergy"],
  ["716186003", "No known allergy"],
  ["91936005", "Allergy to penicillin"],
  ["91939003", "Allergy to sulfonamide"],
  ["300916003", "Allergy to latex"],
] as const;

function allergy(chart: PanelChart): AllergyIntolerance {
  const [code, text] = chart.random.pick(allergies);
  return {
    resourceType: "AllergyIntolerance",
    id: `${chart.patient}-allergy`,
    clinicalStatus: concept("allergyClinical", "active"),
    verificationStatus: concept("allergyVerification", "confirmed"),
    code: concept("snomed", code, text),
    patient: subject(chart),
    recordedDate: daysBefore(chart.now, chart.random.between(400, 3000)),
  };
}

function careTeam(chart: PanelChart): CareTeam {
  return {
    resourceType: "CareTeam",
    id: `${chart.patient}-care-team`,
    status: "active",
    name: "Primary care team",
    subject: subject(chart),
    participant: [
      { role: [{ text: "Physician" }], member: physician },
      {
        role: [{ text: "Care manager" }],
        member: { reference: `Practitioner/${chart.random.pick(["rn-1", "rn-2"])}` },
      },
    ],
    managingOrganization: [practice],
  };
}

const aims: { readonly [Name in DiseaseName]?: string } = {
  diabetes: "Hemoglobin A1c below 7.5 %",
  diabetesWithKidney: "Hemoglobin A1c below 8 %",
  hypertension: "Blood pressure below 135/85 at home",
  heartFailure: "Weight steady to within 1 kg over a week",
  diastolicFailure: "Weight steady to within 1 kg over a week",
  copd: "No stay in hospital for breathing this year",
  depression: "Out of the house three times a week",
  osteoporosis: "No fall this year",
  kneeArthrosis: "Walk to the mailbox and back every day",
};

function goals(chart: PanelChart, diseases: readonly DiseaseName[]): Goal[] {
  const wanted = [...new Set(diseases.flatMap((disease) => aims[disease] ?? []))];
  return wanted.map((text, index) => ({
    resourceType: "Goal",
    id: `${chart.patient}-goal-${index + 1}`,
    lifecycleStatus: "active",
    description: { text },
    subject: subject(chart),
    startDate: daysBefore(chart.now, chart.random.between(30, 400)),
  }));
}

/** A consent of the practice's own, to its privacy notice: it says nothing of care management. */
export function privacyConsent({ id }: PatientPlan, now: Date): Consent {
  return {
    resourceType: "Consent",
    id: `${id}-privacy-consent`,
    status: "active",
    scope: concept("consentScope", "patient-privacy"),
    category: [concept("loinc", "59284-0", "Consent Document")],
    patient: { reference: `Patient/${id}` },
    dateTime: at(daysBefore(now, 700), "09:15"),
    organization: [practice],
    policyRule: { text: "Notice of privacy practices" },
  };
}

function subject({ patient }: PanelChart) {
  return { reference: `Patient/${patient}` };
}
