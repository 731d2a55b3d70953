import type { DiseaseName } from "../patients/diseases.ts";
import type { PatientPlan, ProblemPlan } from "../patients/patient-plan.ts";
import type { Course } from "./courses.ts";
import type { Random } from "./random.ts";
import type { Lot } from "./shares.ts";

const overByNow: readonly [DiseaseName, ...DiseaseName[]] = ["pneumonia", "urinaryInfection", "bronchitis"];
const neverSo: readonly [DiseaseName, ...DiseaseName[]] = ["stress", "bronchitis"];
const social: readonly [DiseaseName, ...DiseaseName[]] = ["livesAlone", "limitedContact", "notWorking"];

/**
 * The problem list of one patient: first the chronic diseases that are active and confirmed, then whatever makes
 * the list awkward.
 */
export function problemList(course: Course, lot: Lot, random: Random): ProblemPlan[] {
  const chronic = chronicDiseases(course, lot, random).map((disease) => ({
    disease,
    years: random.between(24, isDementia(disease) ? 84 : 168) / 12,
    ...(lot.findings.has("snomedOnly") ? { snomedOnly: true } : {}),
  }));
  const names = chronic.map(({ disease }) => disease);
  return [...chronic, ...awkward(names, lot, random)];
}

function isDementia(disease: DiseaseName): boolean {
  return disease === "alzheimer" || disease === "vascularDementia";
}

/** How many chronic diseases, active and confirmed, stand at the head of a generated patient's problem list. */
export function chronicCount({ problems }: PatientPlan): number {
  const end = problems.findIndex((one) => typeof one === "string" || isAwkward(one));
  return end < 0 ? problems.length : end;
}

function isAwkward({ disease, clinical, verification, category }: ProblemPlan): boolean {
  return Boolean(clinical ?? verification ?? category) || social.includes(disease);
}

function chronicDiseases({ leading, companions }: Course, { findings }: Lot, random: Random): DiseaseName[] {
  if (findings.has("oneDisease")) return leading.slice(0, 1);
  const joined = companions.filter(([, percent]) => random.chance(percent)).map(([disease]) => disease);
  return withComplications([...leading, ...joined]);
}

/** Diabetes beside kidney disease is coded as one thing: ICD-10-CM takes the one to come from the other. */
function withComplications(diseases: readonly DiseaseName[]): DiseaseName[] {
  const kidney = diseases.some((disease) => disease.startsWith("kidney"));
  return diseases.map((disease) => (kidney && disease === "diabetes" ? "diabetesWithKidney" : disease));
}

/** A suspicion is of something the patient is not known to have. */
function suspicion(chronic: readonly DiseaseName[]): DiseaseName {
  return chronic.includes("anxiety") ? "apnea" : "anxiety";
}

function awkward(chronic: readonly DiseaseName[], { findings }: Lot, random: Random): ProblemPlan[] {
  const [first = "hypertension"] = chronic;
  const lines: readonly (readonly [boolean, () => ProblemPlan])[] = [
    [
      findings.has("duplicateProblem"),
      () => ({ disease: first, category: "encounter-diagnosis", years: random.between(0, 1) }),
    ],
    [
      findings.has("resolved"),
      () => ({ disease: random.pick(overByNow), clinical: "resolved", years: random.between(0, 3) }),
    ],
    [
      findings.has("enteredInError"),
      () => ({ disease: random.pick(neverSo), verification: "entered-in-error", years: 1 }),
    ],
    [
      findings.has("provisional"),
      () => ({ disease: suspicion(chronic), verification: "provisional", years: 0 }),
    ],
    [findings.has("social"), () => ({ disease: random.pick(social), years: random.between(1, 6) })],
  ];
  return lines.filter(([has]) => has).map(([, line]) => line());
}
