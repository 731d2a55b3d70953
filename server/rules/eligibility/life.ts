import type { MonthFacts } from "../../contract/index.ts";
import { dayOf, type MonthCalendar } from "../calendar.ts";
import { met, unknown, unmet } from "../finding.ts";
import type { Rule } from "../proof/rule.ts";
import { pathOf } from "./path-of.ts";
import { withoutTimeZone } from "./time-zone.ts";

/** The month's last day, or the day of death where it is earlier: no service is dated later. */
export function lastDayOfService({ patient }: Pick<MonthFacts, "patient">, calendar: MonthCalendar): string {
  if (!patient?.deceased) return calendar.lastDay;
  const day = dayOf(patient.deceased, calendar);
  return day < calendar.lastDay ? day : calendar.lastDay;
}

/**
 * The last day on which a consent, a plan or a visit can have been: what is dated after death never was, and what is
 * dated after the calculation is not yet.
 */
export function lastDayThatWas(facts: MonthFacts, calendar: MonthCalendar): string {
  const last = lastDayOfService(facts, calendar);
  if (facts.as_of === undefined) return last;
  const today = dayOf(facts.as_of, calendar);
  return today < last ? today : last;
}

/** A patient who died in the month is billable for the minutes reached in life. */
export const aliveInTheMonth: Rule = {
  id: "alive",
  sentence: "The patient was alive in the service month.",
  source: "EXPERT",
  reads: ["/patient/deceased"],
  judge({ facts, calendar }) {
    const deceased = facts.patient?.deceased;
    if (deceased === undefined) {
      return unknown(pathOf(facts.patient, "patient", "deceased"), "whether the patient is alive");
    }
    if (deceased === null) return met("The patient is alive.");
    if (!calendar) return withoutTimeZone(facts);
    const day = dayOf(deceased, calendar);
    return day < calendar.firstDay
      ? unmet("deceased_before_service", `The patient died on ${day}, before the service month.`)
      : met(`The patient was alive in the month and died on ${day}.`);
  },
};
