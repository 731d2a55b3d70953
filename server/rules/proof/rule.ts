import type { SourceId } from "../figures/sources.ts";
import type { Finding } from "../finding.ts";
import type { Situation } from "../situation.ts";

/** What a person reads of a rule: a sentence, its source, and the facts it looks at. */
export interface RuleHeading {
  readonly id: string;
  readonly sentence: string;
  readonly source: SourceId;
  /** JSON pointers into the facts; their evidence becomes the evidence of the answer. */
  readonly reads: readonly string[];
}

/** One rule, and what it says of a patient-month. */
export interface Rule extends RuleHeading {
  /** Not knowing it withholds the codes by another rule and leaves its group's status alone. */
  readonly withholdsCodesAlone?: true;
  readonly judge: (situation: Situation) => Finding;
}

/** Rules that must all be met. */
export interface RuleGroup {
  readonly id: string;
  readonly sentence: string;
  readonly source: SourceId;
  readonly parts: readonly (Rule | RuleGroup)[];
}
