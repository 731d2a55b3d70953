import type { MonthFacts, Undetermined } from "../../contract/index.ts";
import { monthBounds } from "../calendar.ts";
import { type Finding, met } from "../finding.ts";
import type { Rule } from "../proof/rule.ts";
import { pathOf } from "./path-of.ts";

/** What is missing while the month has no edges. */
export function missingTimeZone({ practice }: MonthFacts): Undetermined {
  return {
    what: pathOf(practice, "practice", "timezone"),
    missing: "the practice's time zone, by its IANA name",
  };
}

/** The answer of every rule that needs the month's edges while it has none. */
export const withoutTimeZone = (facts: MonthFacts): Finding => ({
  status: "unknown",
  missing: [missingTimeZone(facts)],
});

/** A month has edges only in a time zone. */
export const timeZone: Rule = {
  id: "time_zone",
  sentence: "The service month is a calendar month at the practice.",
  source: "AAFP-2016",
  reads: ["/practice/timezone"],
  judge({ month, facts }) {
    const zone = facts.practice?.timezone;
    const bounds = zone === undefined ? null : monthBounds(month, zone);
    return bounds ? met(`The month is counted in ${zone}.`) : withoutTimeZone(facts);
  },
};
