import { panelPlans } from "../sandbox-ehr/panel/panel-plans.ts";
import { chronicCount } from "../sandbox-ehr/panel/problems.ts";
import { type Random, seeded } from "../sandbox-ehr/panel/random.ts";
import type { PatientPlan } from "../sandbox-ehr/patients/patient-plan.ts";
import type { Enrolled } from "./enrolled-patients.ts";
import { panelWork } from "./panel-work.ts";

const seed = 4201;
const enrolledOfPanel = 52;
const whole = { without: [], copyGiven: true, approved: true } as const;

/**
 * Fifty-two of the generated patients as earlier use of CareMonth left them, which with the eight of the patient
 * table makes sixty. Every pattern of work comes first in a chart that is otherwise in order; the charts after
 * that have gaps. The same at every call.
 */
export function panelEnrolments(): Enrolled[] {
  const random = seeded(seed);
  const chosen = random.shuffled(panelPlans().filter(mayBeEnrolled)).slice(0, enrolledOfPanel);
  const inLine = [...chosen.filter(isAtHome), ...chosen.filter((plan) => !isAtHome(plan))];
  const months = Object.values(panelWork);
  return inLine.map((plan, place) => ({
    patient: plan.id,
    ...(place < months.length ? inOrder(plan) : withGaps(plan, random)),
    thisMonth: months[place % months.length] ?? [],
    lastMonth: random.chance(40) ? (months[(place + 5) % months.length] ?? []) : [],
    ...(plan.diedDaysAgo === undefined ? {} : { diedDaysAgo: plan.diedDaysAgo }),
  }));
}

/** One record a person, with two diseases at least. Others may be enrolled by mistake, but not here. */
function mayBeEnrolled(plan: PatientPlan): boolean {
  return plan.samePersonAs === undefined && plan.link === undefined && chronicCount(plan) >= 2;
}

/** Alive, and in no stay or hospice care that could take minutes away. */
function isAtHome({ diedDaysAgo, visits }: PatientPlan): boolean {
  return diedDaysAgo === undefined && !visits.some(({ ongoing }) => ongoing);
}

type Standing = Pick<Enrolled, "conditions" | "risk" | "consent" | "plan">;

function inOrder(plan: PatientPlan): Standing {
  return { conditions: Math.min(chronicCount(plan), 3), risk: true, consent: "verbal", plan: whole };
}

const consents = ["verbal", "verbal", "written", "written", "none", "incomplete"] as const;
const plans: readonly [Enrolled["plan"], ...Enrolled["plan"][]] = [
  whole,
  whole,
  whole,
  { ...whole, copyGiven: false },
  { ...whole, approved: false },
  { ...whole, without: ["caregiver_assessment", "environmental_evaluation"] },
  null,
];

function withGaps(plan: PatientPlan, random: Random): Standing {
  return {
    conditions: random.chance(15) ? 1 : Math.min(chronicCount(plan), 4),
    risk: !random.chance(12),
    consent: random.pick(consents),
    plan: random.pick(plans),
  };
}
