import type { PatientPlan } from "../patients/patient-plan.ts";
import { type Course, courses, shortensLife } from "./courses.ts";
import { familyEnds, familyStarts, givenNames } from "./names.ts";
import { problemList } from "./problems.ts";
import { type Random, seeded } from "./random.ts";
import { dealtLots, type Lot } from "./shares.ts";
import { latestDeath, visitsOf } from "./visits.ts";

const first = 21;
const last = 200;

/** The generated patients p021 to p200, after the twenty of the patient table. The same at every call. */
export function panelPlans(): PatientPlan[] {
  const lots = dealtLots(last - first + 1);
  return paired(lots.map((lot, index) => ({ lot, plan: planOf(first + index, lot) })));
}

function planOf(number: number, lot: Lot): PatientPlan {
  const random = seeded(number);
  const course = courseFor(lot, random);
  const { gender = random.pick(["female", "female", "male"]), ages, leading } = course;
  const age = lot.coverage === "private" ? random.between(56, 64) : random.between(...ages);
  const reason = leading[0] ?? "hypertension";
  return {
    id: `p${String(number).padStart(3, "0")}`,
    ...nameFor(number, gender, random),
    gender,
    age,
    problems: problemList(course, lot, random),
    visits: visitsOf(lot, { age, coverage: lot.coverage, reason }, random),
    coverage: lot.coverage,
    privacyConsent: lot.findings.has("privacyConsent"),
    foreignPlan: lot.findings.has("foreignPlan"),
    ...(lot.standing === "deceased" ? { diedDaysAgo: random.between(2, latestDeath) } : {}),
  };
}

function courseFor({ standing }: Pick<Lot, "standing">, random: Random): Course {
  const course = random.pick(courses);
  return standing !== "hospice" || shortensLife(course) ? course : courseFor({ standing }, random);
}

/** No two of the generated share a family name: 37 walks through every pair of start and end before it repeats. */
function nameFor(number: number, gender: "female" | "male", random: Random) {
  const pair = (number * 37) % (familyStarts.length * familyEnds.length);
  const start = familyStarts[pair % familyStarts.length];
  const end = familyEnds[Math.floor(pair / familyStarts.length)];
  return { given: random.pick(givenNames[gender]), family: `${start}${end}` };
}

interface Dealt {
  readonly lot: Lot;
  readonly plan: PatientPlan;
}

/** Makes pairs of those who were dealt two records: every second one becomes the other record of the one before. */
function paired(panel: readonly Dealt[]): PatientPlan[] {
  const merged = pairs(panel, "merged").flatMap(([stays, goes]) => [
    { ...stays, link: { other: goes.id, type: "replaces" as const } },
    { ...emptied(stays, goes), link: { other: stays.id, type: "replaced-by" as const } },
  ]);
  const unnoticed = pairs(panel, "duplicateRegistration").map(([known, again]) => emptied(known, again));
  const changed = new Map([...merged, ...unnoticed].map((plan) => [plan.id, plan]));
  return panel.map(({ plan }) => changed.get(plan.id) ?? plan);
}

function pairs(panel: readonly Dealt[], standing: Lot["standing"]): [PatientPlan, PatientPlan][] {
  const dealt = panel.filter(({ lot }) => lot.standing === standing).map(({ plan }) => plan);
  return dealt.flatMap((plan, index) => {
    const other = dealt[index + 1];
    return index % 2 === 0 && other ? [[plan, other] satisfies [PatientPlan, PatientPlan]] : [];
  });
}

/** The second record of a person: the same names and birthday, one problem, one visit. */
function emptied(known: PatientPlan, again: PatientPlan): PatientPlan {
  const { given, family, gender, age, coverage } = known;
  const { id, visits } = again;
  const visit = { daysAgo: visits.at(-1)?.daysAgo ?? 100, cpt: "99213", kind: "Office visit" };
  return {
    ...{ id, given, family, gender, age, coverage, problems: known.problems.slice(0, 1), visits: [visit] },
    samePersonAs: known.id,
  };
}
