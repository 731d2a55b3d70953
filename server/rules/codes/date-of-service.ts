import type { Readiness } from "../../contract/index.ts";
import { dayDoneBy, dayOf } from "../calendar.ts";
import { visitNeed } from "../eligibility/initiating-visit.ts";
import { lastDayOfService } from "../eligibility/life.ts";
import type { Situation } from "../situation.ts";

/**
 * The days a claim may carry: from the day the last unit is reached and the prerequisites stand, to the month's
 * end or the day of death. `earliest` is null while nothing is ready: then nothing was reached on any day.
 */
export function dateOfService(
  situation: Situation,
  reachedOn: readonly string[],
): Readiness["date_of_service"] {
  const { calendar, facts } = situation;
  if (!calendar) return { earliest: null, latest: null };
  const latest = lastDayOfService(facts, calendar);
  if (reachedOn.length === 0) return { earliest: null, latest };
  const reached = reachedOn.map((moment) => dayDoneBy(moment, calendar));
  const standing = prerequisiteDates(situation).map((date) => dayOf(date, calendar));
  const [earliest] = [...reached, ...standing].sort().reverse();
  return { earliest: earliest ?? null, latest };
}

function prerequisiteDates(situation: Situation): string[] {
  const { consent, care_plan, initiating_visit } = situation.facts;
  const visit = visitNeed(situation).needed === false ? undefined : initiating_visit?.date;
  return [consent?.obtained, care_plan?.established, visit].filter((date) => typeof date === "string");
}
