import type { Gap } from "../../contract/index.ts";
import { dayOf, type MonthCalendar, yearBefore } from "../calendar.ts";
import { carePlanElements } from "../figures/care-plan-elements.ts";
import type { Situation } from "../situation.ts";
import { gap, gapIf } from "./gap.ts";

/** Typical elements the plan lacks, and a stale review. */
export function carePlanGaps({ facts, calendar }: Situation): Gap[] {
  return [...elementGaps(facts.care_plan), ...reviewGap(facts.care_plan, calendar)];
}

type Plan = Situation["facts"]["care_plan"];

/** Elements are typical, not each required: a missing one never blocks. */
function elementGaps(plan: Plan): Gap[] {
  if (!plan?.elements || plan.exists === false) return [];
  const written = new Set(plan.elements);
  return carePlanElements
    .filter((element) => !written.has(element))
    .map((element) => ({
      ...gap("care_plan_element", `The care plan lacks: ${element.replaceAll("_", " ")}.`),
      code: `care_plan_element:${element}`,
    }));
}

function reviewGap(plan: Plan, calendar: MonthCalendar | null): Gap[] {
  const reviewed = plan?.last_reviewed ?? plan?.established;
  if (!reviewed || !calendar || plan?.last_reviewed === undefined) return [];
  const day = dayOf(reviewed, calendar);
  const stale = day < yearBefore(calendar.lastDay);
  return gapIf(stale, "care_plan_review_stale", `The care plan was last reviewed on ${day}.`);
}
