import type { DiseaseName } from "../patients/diseases.ts";
import type { VisitPlan } from "../patients/patient-plan.ts";
import type { Random } from "./random.ts";
import type { Lot } from "./shares.ts";

/** The panel's dead died at most so many days ago. */
export const latestDeath = 40;

const officeCodes = ["99213", "99214", "99214", "99214", "99215"] as const;

/** Two years of visits, latest first, and the stay or the hospice care that goes on at this moment. */
export function visitsOf(lot: Lot, reason: DiseaseName, random: Random): VisitPlan[] {
  const since = daysSinceSeen(lot, random);
  const regular: VisitPlan[] = [
    ...officeVisits(since, reason, random),
    { daysAgo: since + random.between(10, 90), cpt: "G0439", kind: "Annual wellness visit" },
    ...(random.chance(15) ? [video(since, reason)] : []),
  ];
  return [...goingOn(lot, reason, random), ...formerStay(since, reason, random), ...regular];
}

/** The dead were seen before any of the panel's deaths. */
function daysSinceSeen({ findings, standing }: Lot, random: Random): number {
  if (findings.has("notSeenForAYear")) return random.between(380, 420);
  return random.between(4, 80) + (standing === "deceased" ? latestDeath : 0);
}

function officeVisits(since: number, reason: DiseaseName, random: Random): VisitPlan[] {
  return Array.from({ length: random.between(2, 5) }, (_, index) => ({
    daysAgo: since + index * random.between(85, 110),
    cpt: random.pick(officeCodes),
    kind: "Office visit",
    reason,
  }));
}

function video(since: number, reason: DiseaseName): VisitPlan {
  return { daysAgo: since + 20, cpt: "99213", kind: "Video visit", class: "VR", reason };
}

function goingOn({ standing }: Lot, reason: DiseaseName, random: Random): VisitPlan[] {
  const elsewhere = { by: null, ongoing: true, reason } as const;
  if (standing === "inHospital")
    return [{ ...elsewhere, daysAgo: random.between(1, 5), kind: "Hospital stay", class: "IMP" }];
  if (standing === "hospice")
    return [{ ...elsewhere, daysAgo: random.between(15, 60), kind: "Hospice care at home", class: "HH" }];
  return [];
}

/** A stay that is over, and the visit after it. */
function formerStay(since: number, reason: DiseaseName, random: Random): VisitPlan[] {
  if (!random.chance(14)) return [];
  const daysAgo = since + random.between(30, 150);
  const nights = random.between(2, 6);
  return [
    { daysAgo, nights, kind: "Hospital stay", class: "IMP", by: null, reason },
    { daysAgo: daysAgo - nights - 6, cpt: "99495", kind: "Visit after discharge", reason },
  ];
}
