import type {
  BlockedCode,
  CodeUnits,
  Criterion,
  Readiness,
  Threshold,
  Undetermined,
} from "../../contract/index.ts";
import type { Verdict } from "../proof/verdict.ts";
import type { Situation } from "../situation.ts";
import type { MonthTime } from "../time/month-time.ts";

/** What every family is asked about: the month, its time, and the verdicts that hold for CCM as a whole. */
export interface FamilyQuestion {
  readonly situation: Situation;
  readonly time: MonthTime;
  readonly standing: readonly Verdict[];
  readonly requested: readonly string[];
}

/** What one family of codes says of the month. */
export interface FamilyAnswer {
  readonly codes: readonly CodeUnits[];
  readonly blocked: readonly BlockedCode[];
  readonly criteria: readonly Criterion[];
  readonly thresholds: readonly Threshold[];
  readonly next: Readiness["next"];
  readonly undetermined: readonly Undetermined[];
  /** Part of what the time supports is already billed by us, the rest is in `codes`. */
  readonly corrects: boolean;
  /** Seconds at which the last unit of `codes` was reached; null when there is none. */
  readonly earnedBySeconds: number | null;
}
