import type {
  AllergyIntolerance,
  CareTeam,
  Consent,
  FhirResource,
  Goal,
  MedicationRequest,
  Reference,
} from "fhir/r4";
import { concept } from "../patients/codes.ts";
import { at, daysBefore } from "../patients/dates.ts";
import type { DiseaseName } from "../patients/diseases.ts";
import type { PatientPlan, VisitPlan } from "../patients/patient-plan.ts";
import { physician, practice } from "../patients/practice.ts";
import { bodyOf } from "./body.ts";
import { measuresFor } from "./measures.ts";
import type { Random } from "./random.ts";
import { resultsOf } from "./results.ts";
import { type Medicine, medicinesFor } from "./treatments.ts";

/** Whose chart is filled, seen from when, and the choices that are this patient's own. */
export interface PanelChart {
  readonly patient: string;
  /** The present moment, from which the visits count back. */
  readonly today: Date;
  /** The same; for the dead the day they died. */
  readonly now: Date;
  readonly visits: readonly VisitPlan[];
  readonly random: Random;
}

/** What stands in a chart besides problems, visits and coverage: treatment, results, allergy, team, goals. */
export function treatmentOf(
  plan: PatientPlan,
  { today, now, random }: Pick<PanelChart, "today" | "now" | "random">,
): FhirResource[] {
  const chart = { patient: plan.id, today, now, random, visits: plan.visits };
  const diseases = activeDiseases(plan);
  const medicines = medicinesFor(diseases, (count) => random.below(count));
  return [
    ...medicines.map((one, index) => prescription(chart, one, index)),
    ...resultsOf(chart, { body: bodyOf(plan, diseases), measures: measuresFor(diseases) }),
    allergy(chart, medicines),
    careTeam(chart),
    ...goals(chart, diseases),
  ];
}

function activeDiseases({ problems }: PatientPlan): DiseaseName[] {
  const active = problems.flatMap((one) => {
    if (typeof one === "string") return [one];
    const { disease, clinical = "active", verification = "confirmed" } = one;
    return ["active", "recurrence"].includes(clinical) && verification === "confirmed" ? [disease] : [];
  });
  return [...new Set(active)];
}

/** Written at one of the visits. */
function prescription(
  chart: PanelChart,
  { text, rxnorm, daily }: Medicine,
  index: number,
): MedicationRequest {
  const seen = chart.visits.filter(({ daysAgo, status }) => daysAgo !== undefined && status === undefined);
  const [last = { daysAgo: 90 }, ...earlier] = seen;
  const { daysAgo = 90, by = "pr-1" }: Partial<VisitPlan> = chart.random.pick([last, ...earlier]);
  return {
    resourceType: "MedicationRequest",
    id: `${chart.patient}-medication-${index + 1}`,
    status: "active",
    intent: "order",
    medicationCodeableConcept: rxnorm === undefined ? { text } : concept("rxnorm", rxnorm, text),
    subject: subject(chart),
    authoredOn: daysBefore(chart.today, daysAgo),
    requester: by === null ? { display: "A clinician of another practice" } : physician,
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

/** None to what the patient takes: the label of these diuretics warns of sulfonamides. */
function allergy(chart: PanelChart, medicines: readonly Medicine[]): AllergyIntolerance {
  const sulfonamide = medicines.some((one) => one.sulfonamide);
  const [drawn, none] = [chart.random.pick(allergies), allergies[0]];
  const [code, text] = sulfonamide && drawn[0] === "91939003" ? none : drawn;
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

const nurses: readonly [Reference, Reference] = [
  { reference: "Practitioner/rn-1", display: "Nurse One, RN" },
  { reference: "Practitioner/rn-2", display: "Nurse Two, RN" },
];

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
        member: chart.random.pick(nurses),
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
