import type { DiseaseName } from "../patients/diseases.ts";
import type { CoverageKind, VisitPlan } from "../patients/patient-plan.ts";
import type { Random } from "./random.ts";
import type { Lot } from "./shares.ts";

/** The panel's dead died at most so many days ago. */
export const latestDeath = 40;

const latestHospice = 60;
const latestAdmission = 5;
const officeCodes = ["99213", "99214", "99214", "99214", "99215"] as const;

/** Who is seen and what for. */
export interface Seen {
  readonly age: number;
  readonly coverage: CoverageKind | null;
  readonly reason: DiseaseName;
}

/** Two years of visits, latest first, and the stay or the hospice care that goes on at this moment. */
export function visitsOf(lot: Lot, seen: Seen, random: Random): VisitPlan[] {
  const since = daysSinceSeen(lot, random);
  const { reason } = seen;
  const stay = formerStay(since, reason, random);
  const regular: VisitPlan[] = [
    ...officeVisits(since, reason, random),
    ...wellness(seen, since + random.between(10, 90)),
    ...(random.chance(15) ? [video(since, reason)] : []),
  ];
  return [...goingOn(lot, reason, random), ...stay, ...oneADay(regular.filter(atHomeBeside(stay)))];
}

const away: { readonly [Name in NonNullable<Lot["standing"]>]?: number } = {
  deceased: latestDeath,
  inHospital: latestAdmission,
  hospice: latestHospice,
};

/** Whoever died, lies in hospital or has hospice care was seen before that. */
function daysSinceSeen({ findings, standing }: Lot, random: Random): number {
  if (findings.has("notSeenForAYear")) return random.between(380, 420);
  return random.between(4, 80) + (standing === null ? 0 : (away[standing] ?? 0));
}

function officeVisits(since: number, reason: DiseaseName, random: Random): VisitPlan[] {
  return Array.from({ length: random.between(2, 5) }, (_, index) => ({
    daysAgo: since + index * random.between(85, 110),
    cpt: random.pick(officeCodes),
    kind: "Office visit",
    reason,
  }));
}

/**
 * Medicare's yearly visit, for those who have Part B long enough: the first after a year of it, the following after
 * two (42 CFR 410.15). The age is that of the year's end, and the visit may be a year and a half ago.
 */
function wellness({ age, coverage }: Seen, daysAgo: number): VisitPlan[] {
  if (coverage === "private" || coverage === "medicare_part_a_only" || age < 69) return [];
  const cpt = age < 70 ? "G0438" : "G0439";
  return [{ daysAgo, cpt, kind: "Annual wellness visit" }];
}

function video(since: number, reason: DiseaseName): VisitPlan {
  return { daysAgo: since + 20, cpt: "99213", kind: "Video visit", class: "VR", reason };
}

function goingOn({ standing }: Lot, reason: DiseaseName, random: Random): VisitPlan[] {
  const elsewhere = { by: null, ongoing: true } as const;
  if (standing === "inHospital") {
    const daysAgo = random.between(1, latestAdmission);
    return [{ ...elsewhere, daysAgo, kind: "Hospital stay", class: "IMP", reason: admitted(reason) }];
  }
  if (standing === "hospice") {
    const daysAgo = random.between(15, latestHospice);
    return [{ ...elsewhere, daysAgo, kind: "Hospice care at home", class: "HH", reason }];
  }
  return [];
}

/** A stay that is over, and the visit after it. */
function formerStay(since: number, reason: DiseaseName, random: Random): VisitPlan[] {
  if (!random.chance(14)) return [];
  const daysAgo = since + random.between(30, 150);
  const nights = random.between(2, 6);
  return [
    { daysAgo, nights, kind: "Hospital stay", class: "IMP", by: null, reason: admitted(reason) },
    { daysAgo: daysAgo - nights - 6, cpt: "99495", kind: "Visit after discharge", reason: admitted(reason) },
  ];
}

const sendsToHospital: readonly DiseaseName[] = [
  "heartFailure",
  "diastolicFailure",
  "coronary",
  "fibrillation",
  "copd",
  "asthma",
  "diabetes",
  "kneeArthrosis",
];

/** What a stay was for: the leading disease where it sends people to hospital, else an infection. */
function admitted(reason: DiseaseName): DiseaseName {
  return sendsToHospital.includes(reason) ? reason : "pneumonia";
}

/** True of visits that fall neither into the stay nor on the day of the visit after it. */
function atHomeBeside(stay: readonly VisitPlan[]): (visit: VisitPlan) => boolean {
  const days = stay.map(({ daysAgo = 0 }) => daysAgo);
  return ({ daysAgo = 0 }) => daysAgo > Math.max(...days) || daysAgo < Math.min(...days);
}

/** The first visit of every day. */
function oneADay(visits: readonly VisitPlan[]): VisitPlan[] {
  const days = visits.map(({ daysAgo }) => daysAgo);
  return visits.filter(({ daysAgo }, index) => days.indexOf(daysAgo) === index);
}
