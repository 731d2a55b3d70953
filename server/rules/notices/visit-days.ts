import type { MonthFacts } from "../../contract/index.ts";
import { dayOf, type MonthCalendar, type Span, spanOfDay } from "../calendar.ts";
import { faceToFaceVisits } from "../figures/visits.ts";

/** The days of the month with an office, wellness or transition visit, as spans. */
export function visitDays(facts: MonthFacts, calendar: MonthCalendar): Span[] {
  const services = (facts.other_services ?? []).filter(({ status }) => status === undefined);
  return [...services, ...(facts.initiating_visit ? [facts.initiating_visit] : [])].flatMap(
    ({ code, date }) => {
      if (code === undefined || date === undefined || !faceToFaceVisits.has(code)) return [];
      const day = dayOf(date, calendar);
      return calendar.firstDay <= day && day <= calendar.lastDay ? [spanOfDay(day, calendar)] : [];
    },
  );
}
