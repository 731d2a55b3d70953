import { withoutTimeZone } from "../eligibility/time-zone.ts";
import { type Finding, met, type Reason, unknown, unmet } from "../finding.ts";
import type { Rule } from "../proof/rule.ts";
import type { MonthTime } from "../time/month-time.ts";
import type { Rung } from "./staff-ladder.ts";

/** Whether the pooled time reaches one unit of a code. A started unit earns nothing. */
export function unitEarned({ code, unit, seconds }: Rung, time: MonthTime): Rule {
  return {
    id: `time_${code}_${unit}`,
    sentence: `${seconds / 60} full minutes by staff and practitioner together earn ${code}, unit ${unit}.`,
    source: "CPT-DESC",
    reads: ["/time_entries"],
    judge({ facts, calendar }) {
      if (facts.time_entries === undefined) return unknown("time_entries", "the time recorded in the month");
      return calendar ? reached(seconds, time) : withoutTimeZone(facts);
    },
  };
}

function reached(seconds: number, time: MonthTime): Finding {
  const counted = time.pooled.seconds;
  const words = `${spoken(counted)} of ${spoken(seconds)} minutes are counted.`;
  if (counted >= seconds) return met(words);
  if (mayReach(seconds, time)) return { status: "unknown", missing: time.missing };
  return unmet("time_below_threshold", words);
}

/** Whether the time would do if what is not known of some of it were so. */
const mayReach = (seconds: number, { pooled, uncertainSeconds, missing }: MonthTime) =>
  missing.length > 0 && pooled.seconds + uncertainSeconds >= seconds;

/**
 * Why the time does not earn a unit: minutes another programme also claims come first where they would do. Empty
 * where it earns the unit, and where it may.
 */
export function timeReasons({ seconds }: Rung, time: MonthTime): Reason[] {
  const counted = time.pooled.seconds;
  if (counted >= seconds || mayReach(seconds, time)) return [];
  const below: Reason = { reason: "time_below_threshold", detail: shortfall(seconds, time) };
  if (counted + time.withheldSeconds < seconds) return [below];
  return [
    {
      reason: "double_counted_time",
      detail: `${spoken(time.withheldSeconds)} minutes that would earn it are also claimed for another service.`,
    },
    below,
  ];
}

function shortfall(seconds: number, { pooled, uncertainSeconds }: MonthTime): string {
  const counted = `${spoken(pooled.seconds)} of ${spoken(seconds)} minutes are counted.`;
  if (uncertainSeconds === 0) return counted;
  const length = Number.isFinite(uncertainSeconds) ? `${spoken(uncertainSeconds)} more` : "More";
  return `${counted} ${length} are recorded, but not everything that decides them is known.`;
}

/** Minutes and seconds, floored: 19:59. */
function spoken(seconds: number): string {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
