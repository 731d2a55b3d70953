import type { BlockedCode } from "../../contract/index.ts";
import type { BlockReason } from "../block-reason.ts";
import { dayOf, type MonthCalendar, type Span } from "../calendar.ts";
import { lastDayOfService } from "../eligibility/life.ts";
import type { Situation } from "../situation.ts";
import { closedTimes } from "../time/closed-times.ts";
import { minus } from "../time/spans.ts";

type Mendable = ReadonlySet<string>;
const mendable = (...reasons: readonly BlockReason[]): Mendable => new Set(reasons);

/** What a person can still supply before the claim goes out, after the month too. */
const always = mendable(
  "care_plan_copy_missing",
  "care_plan_not_practitioner_approved",
  "risk_not_documented",
  "double_counted_time",
  "mdm_not_documented",
);

/** What is in time as long as it is there by the last day a service can have. */
const inTheMonth = mendable(
  "care_plan_missing",
  "care_plan_not_electronic",
  "mdm_not_by_billing_practitioner",
);

/** What opens only the time after it, so that time must still be able to grow. */
const beforeMoreTime = mendable(
  "time_below_threshold",
  "consent_missing",
  "consent_incomplete",
  "consent_not_documented",
  "consent_inactive",
  "consent_wrong_scope",
  "consent_other_practitioner",
  "initiating_visit_missing",
);

/** Whether everything that blocks one of these base codes can still be mended; false when nothing blocks it. */
export function isCurable(
  bases: readonly string[],
  blocked: readonly BlockedCode[],
  situation: Situation,
): boolean {
  const inTime = mendableNow(situation);
  return bases.some((base) => {
    const reasons = blocked.filter(({ code }) => code === base).map(({ reason }) => reason);
    // A minute claimed twice can be assigned afterwards, and the time then reaches the threshold.
    const reassigned: Mendable = reasons.includes("double_counted_time")
      ? mendable("time_below_threshold")
      : new Set();
    const canMend = [always, reassigned, ...inTime];
    return reasons.length > 0 && reasons.every((reason) => canMend.some((list) => list.has(reason)));
  });
}

function mendableNow(situation: Situation): Mendable[] {
  const { facts, calendar } = situation;
  if (facts.as_of === undefined || !calendar || !isOpen(situation)) return [];
  const isAlive = dayOf(facts.as_of, calendar) <= lastDayOfService(facts, calendar);
  const canGrow = timeLeft(situation, calendar, Date.parse(facts.as_of)).length > 0;
  return [...(isAlive ? [inTheMonth] : []), ...(canGrow ? [beforeMoreTime] : [])];
}

/** The rest of the month in which work would count: after death, a revocation or in a stay none does. */
function timeLeft(situation: Situation, calendar: MonthCalendar, now: number): readonly Span[] {
  const closed = closedTimes(situation, calendar).filter(
    ({ reason }) => reason !== "future_dated" && reason !== "not_known",
  );
  return closed.reduce<readonly Span[]>(
    (left, { span }) => minus(left, span),
    [{ from: now, to: calendar.to }],
  );
}

/** Whether the calculation was made inside the month. */
export function isOpen({ facts, calendar }: Situation): boolean {
  if (facts.as_of === undefined || !calendar) return false;
  const at = Date.parse(facts.as_of);
  return calendar.from <= at && at < calendar.to;
}
