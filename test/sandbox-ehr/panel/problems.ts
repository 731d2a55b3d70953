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
    years: random.between(2, 14),
    ...(lot.findings.has("snomedOnly") ? { snomedOnly: true } : {}),
  }));
  return [...chronic, ...awkward(chronic[0]?.disease ?? course.leading[0] ?? "hypertension", lot, random)];
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
  return [...leading, ...joined];
}

function awkward(first: DiseaseName, { findings }: Lot, random: Random): ProblemPlan[] {
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
    [findings.has("provisional"), () => ({ disease: "anxiety", verification: "provisional", years: 0 })],
    [findings.has("social"), () => ({ disease: random.pick(social), years: random.between(1, 6) })],
  ];
  return lines.filter(([has]) => has).map(([, line]) => line());
}
