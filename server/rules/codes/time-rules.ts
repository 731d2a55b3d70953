import { withoutTimeZone } from "../eligibility/time-zone.ts";
import type { FamilyFigures } from "../figures/ccm-families.ts";
import { type Finding, met, type Reason, unknown, unmet } from "../finding.ts";
import type { Rule, RuleHeading } from "../proof/rule.ts";
import type { PoolTime } from "../time/pool-time.ts";
import type { Rung } from "./ladder.ts";

const workers: Readonly<Record<FamilyFigures["pool"], string>> = {
  pooled: "by staff and practitioner together",
  practitioner: "of the billing practitioner's own work",
};

/** The pool a family draws on, by name and by its time. */
export interface Drawn {
  readonly figures: Pick<FamilyFigures, "pool">;
  readonly pool: PoolTime;
}

/** What one unit of a code asks in time, and whose. */
export const unitRule = ({ code, unit, seconds }: Rung, whose: FamilyFigures["pool"]): RuleHeading => ({
  id: `time_${code}_${unit}`,
  sentence: `${seconds / 60} full minutes ${workers[whose]} earn ${code}, unit ${unit}.`,
  source: "CPT-DESC",
  reads: ["/time_entries"],
});

/** Whether the pool's time reaches one unit of a code. A started unit earns nothing. */
export function unitEarned(rung: Rung, { figures, pool }: Drawn): Rule {
  const { seconds } = rung;
  return {
    ...unitRule(rung, figures.pool),
    judge({ facts, calendar }) {
      if (facts.time_entries === undefined) return unknown("time_entries", "the time recorded in the month");
      return calendar ? reached(seconds, pool) : withoutTimeZone(facts);
    },
  };
}

function reached(seconds: number, pool: PoolTime): Finding {
  const words = `${spoken(pool.seconds)} of ${spoken(seconds)} minutes are counted.`;
  if (pool.seconds >= seconds) return met(words);
  if (mayReach(seconds, pool)) return { status: "unknown", missing: pool.missing };
  return unmet("time_below_threshold", words);
}

/** Whether the time would do if what is not known of some of it were so. */
const mayReach = (needed: number, { seconds, uncertainSeconds, missing }: PoolTime) =>
  missing.length > 0 && seconds + uncertainSeconds >= needed;

/**
 * Why the time does not earn a unit: minutes another programme also claims come first where they would do. Empty
 * where it earns the unit, and where it may.
 */
export function timeReasons(needed: number, pool: PoolTime): Reason[] {
  if (pool.seconds >= needed || mayReach(needed, pool)) return [];
  const below: Reason = { reason: "time_below_threshold", detail: shortfall(needed, pool) };
  if (pool.seconds + pool.withheldSeconds < needed) return [below];
  return [
    {
      reason: "double_counted_time",
      detail: `${spoken(pool.withheldSeconds)} minutes that would earn it are also claimed for another service.`,
    },
    below,
  ];
}

function shortfall(needed: number, { seconds, uncertainSeconds }: PoolTime): string {
  const counted = `${spoken(seconds)} of ${spoken(needed)} minutes are counted.`;
  if (uncertainSeconds === 0) return counted;
  const length = Number.isFinite(uncertainSeconds) ? `${spoken(uncertainSeconds)} more` : "More";
  return `${counted} ${length} are recorded, but not everything that decides them is known.`;
}

/** Minutes and seconds, floored: 19:59. */
function spoken(seconds: number): string {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
