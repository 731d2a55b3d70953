import type { PatientPlan } from "../patients/patient-plan.ts";
import { courses } from "./courses.ts";
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
  const course = random.pick(courses);
  const { gender = random.pick(["female", "female", "male"]), ages, leading } = course;
  return {
    id: `p${String(number).padStart(3, "0")}`,
    ...nameFor(number, gender, random),
    gender,
    age: lot.coverage === "private" ? random.between(56, 64) : random.between(...ages),
    problems: problemList(course, lot, random),
    visits: visitsOf(lot, leading[0] ?? "hypertension", random),
    coverage: lot.coverage,
    privacyConsent: lot.findings.has("privacyConsent"),
    foreignPlan: lot.findings.has("foreignPlan"),
    ...(lot.standing === "deceased" ? { diedDaysAgo: random.between(2, latestDeath) } : {}),
  };
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
  const [problem, visit] = [known.problems.slice(0, 1), again.visits.slice(-1)];
  const { id } = again;
  return {
    ...{ id, given, family, gender, age, coverage, problems: problem, visits: visit },
    samePersonAs: known.id,
  };
}
