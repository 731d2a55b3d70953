import type { MonthFacts } from "../../contract/index.ts";
import { dayOf, type MonthCalendar, type Span, spanOfDay } from "../calendar.ts";
import { visitsOfTheDay } from "../figures/visits.ts";

/** The days of the month with a visit: office, hospital, nursing facility, home, wellness or transition, as spans. */
export function visitDays(facts: MonthFacts, calendar: MonthCalendar): Span[] {
  const services = (facts.other_services ?? []).filter(({ status }) => status === undefined);
  return [...services, ...(facts.initiating_visit ? [facts.initiating_visit] : [])].flatMap(
    ({ code, date }) => {
      if (code === undefined || !date || !visitsOfTheDay.has(code)) return [];
      const day = dayOf(date, calendar);
      return calendar.firstDay <= day && day <= calendar.lastDay ? [spanOfDay(day, calendar)] : [];
    },
  );
}
