import type { MonthCalendar, Span } from "../calendar.ts";
import { type Finding, met, unknown, unmet } from "../finding.ts";
import type { Rule } from "../proof/rule.ts";
import type { Situation } from "../situation.ts";
import { minus } from "../time/spans.ts";
import { payingStaySpans, type StaySpan } from "../time/stay-spans.ts";
import { withoutTimeZone } from "./time-zone.ts";

/** A stay over part of the month leaves the rest countable; stays nobody knows of withhold the codes alone. */
export const notInFacilityAllMonth: Rule = {
  id: "facility_stay",
  sentence: "No inpatient, observation or Part A stay covers the whole month.",
  source: "CPT-GUIDELINE",
  reads: ["/stays"],
  withholdsCodesAlone: true,
  judge(situation) {
    const { calendar, facts } = situation;
    if (facts.stays === undefined) return unknown("stays", "the patient's stays in facilities");
    return calendar ? outsideFacilities(situation, calendar) : withoutTimeZone(facts);
  },
};

function outsideFacilities(situation: Situation, calendar: MonthCalendar): Finding {
  const stays = payingStaySpans(situation, calendar);
  const known = stays.filter(({ endKnown }) => endKnown);
  if (leftOf(calendar, known).length === 0) {
    return unmet("facility_stay_full_month", "An inpatient, observation or Part A stay covers the month.");
  }
  if (leftOf(calendar, stays).length === 0) return unknown("stays.to", "when a stay in a facility ended");
  return met("No stay covers the whole month.");
}

/** What the stays leave of the month. */
function leftOf({ from, to }: MonthCalendar, stays: readonly StaySpan[]): Span[] {
  return stays.reduce<Span[]>((left, { span }) => minus(left, span), [{ from, to }]);
}
