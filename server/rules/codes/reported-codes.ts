import type { CodeUnits } from "../../contract/index.ts";
import type { Rung } from "./ladder.ts";
import { unitsOf } from "./ladder.ts";
import type { Selection } from "./selection.ts";

/** What is submitted of the recommended family, and what that does to claims already sent. */
export interface ReportedCodes {
  readonly codes: readonly CodeUnits[];
  /** Part of what the time supports is already billed by us, the rest is in `codes`. */
  readonly corrects: boolean;
  /** Another family is billed by us, and the recommended one takes its place. */
  readonly replaces: boolean;
  /** When the last unit of `codes` was reached; null when there is none. */
  readonly reachedOn: string | null;
}

/** Every unit the recommended family earned that we have not billed yet. */
export function reportedCodes({ chosen, families }: Selection): ReportedCodes {
  if (!chosen) return { codes: [], corrects: false, replaces: false, reachedOn: null };
  const { earned, billed, pool } = chosen.family;
  const reported = earned.filter(({ code }) => !billed.includes(code));
  return {
    codes: unitsOf(reported),
    corrects: reported.length > 0 && reported.length < earned.length,
    replaces: families.some((family) => family !== chosen.family && family.billed.length > 0),
    reachedOn: lastReached(reported, pool.reached),
  };
}

function lastReached(rungs: readonly Rung[], reached: (seconds: number) => string | null): string | null {
  const last = rungs.at(-1);
  return last ? reached(last.seconds) : null;
}
