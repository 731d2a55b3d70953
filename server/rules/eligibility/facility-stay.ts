import { met, unmet } from "../finding.ts";
import type { Rule } from "../proof/rule.ts";
import { minus } from "../time/spans.ts";
import { payingStaySpans } from "../time/stay-spans.ts";

/** A stay over part of the month leaves the rest countable; stays nobody knows of withhold the codes elsewhere. */
export const notInFacilityAllMonth: Rule = {
  id: "facility_stay",
  sentence: "No inpatient, observation or Part A stay covers the whole month.",
  source: "CPT-GUIDELINE",
  reads: ["/stays"],
  judge(situation) {
    const { calendar } = situation;
    if (!calendar) return met("No stay is known to cover the whole month.");
    const outside = payingStaySpans(situation, calendar)
      .filter(({ endKnown }) => endKnown)
      .reduce((left, { span }) => minus(left, span), [{ from: calendar.from, to: calendar.to }]);
    return outside.length > 0
      ? met("No stay is known to cover the whole month.")
      : unmet("facility_stay_full_month", "An inpatient, observation or Part A stay covers the month.");
  },
};
