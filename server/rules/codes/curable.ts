import type { BlockedCode } from "../../contract/index.ts";
import type { Situation } from "../situation.ts";

/** What a person can still supply before the claim goes out. */
const mendable: ReadonlySet<string> = new Set([
  "care_plan_copy_missing",
  "care_plan_not_practitioner_approved",
  "risk_not_documented",
  "double_counted_time",
]);

/** Whether everything that blocks a family's base code can still be mended; false when nothing blocks it. */
export function isCurable(base: string, blocked: readonly BlockedCode[], situation: Situation): boolean {
  const reasons = blocked.filter(({ code }) => code === base).map(({ reason }) => reason);
  // Time can still be added while the month runs, and a minute claimed twice can be assigned afterwards.
  const timeCanGrow = isOpen(situation) || reasons.includes("double_counted_time");
  const isMendable = (reason: string) =>
    mendable.has(reason) || (reason === "time_below_threshold" && timeCanGrow);
  return reasons.length > 0 && reasons.every(isMendable);
}

/** Whether the calculation was made inside the month. */
export function isOpen({ facts, calendar }: Situation): boolean {
  if (facts.as_of === undefined || !calendar) return false;
  const at = Date.parse(facts.as_of);
  return calendar.from <= at && at < calendar.to;
}
