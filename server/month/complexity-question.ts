import type { ComplexityQuestion, ComplexityStatement } from "../contract/index.ts";
import type { ActiveLaunch } from "../launches/launches-service.ts";
import { barFor } from "../practices/practices-service.ts";
import type { MonthReading } from "./read-month.ts";
import { firstReference, signedIn } from "./signed-in.ts";

/** The question the billing practitioner is asked of the month. */
export const complexityAsks = "What was the medical decision making of this month?";

/** What the billing practitioner puts their name to together with the answer. */
export const complexityStatement =
  "The decisions in this patient's chronic care this month were my own, they were of the complexity chosen here, " +
  "and this patient's record documents them.";

/** An answer in words, `moderate complexity`. */
export function complexityInWords({ answer }: Pick<ComplexityStatement, "answer">): string {
  if (answer === "not_known") return "not known";
  return answer === "straightforward" ? answer : `${answer} complexity`;
}

/** The question as the signed-in person sees it: what was answered, and who alone may answer. */
export function complexityQuestion(reading: MonthReading, launch: ActiveLaunch): ComplexityQuestion {
  const { shown, complexityBefore } = reading;
  return {
    asks: complexityAsks,
    statement: complexityStatement,
    answered: shown.complexity,
    earlier: [...complexityBefore],
    asked_of: billerOf(reading),
    blocked_by: complexityBlockedBy(reading, launch),
  };
}

/** Who bills the month, by the name the enrolment gives; null while the chart does not say. */
function billerOf({ facts, shown }: Pick<MonthReading, "facts" | "shown">): string | null {
  if (facts.billing_practitioner === undefined) return null;
  return shown.enrolment?.record.billing_practitioner.display ?? facts.billing_practitioner.id;
}

/** Why the signed-in person may not state the month's decision complexity; null for the one who bills it. */
export function complexityBlockedBy(
  reading: Pick<MonthReading, "facts" | "shown">,
  launch: ActiveLaunch,
): string | null {
  const biller = billerOf(reading);
  if (biller === null)
    return "It is not known who bills this month, so nobody can be asked. The enrolment names who bills.";
  const { reference } = signedIn(launch);
  if (reading.facts.billing_practitioner?.id !== firstReference(launch, reference))
    return `Only ${biller}, who bills this month, can state it, in their own launch.`;
  if (barFor(launch, "decide_complexity") === null) return null;
  return `The staff list of ${launch.practice.name} does not name you as a practitioner. Ask your administrator to correct it.`;
}
