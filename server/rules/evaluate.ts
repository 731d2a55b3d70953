import type { MonthCase, Policy, Readiness } from "../contract/index.ts";
import { answerFor } from "./answer.ts";
import { figuresFor } from "./figures/month-figures.ts";
import { editionOf, ruleSetFor } from "./figures/rule-sets.ts";
import { type Digest, sealed } from "./proof/seal.ts";
import { situationOf } from "./situation.ts";
import { withoutRules } from "./without-rules.ts";

interface Options {
  readonly digest: Digest;
  /** Absent: the rules in force and no payer edits. */
  readonly policy?: Policy;
}

/**
 * What one patient-month supports, why, and what is missing. Pure: the same facts give the same bytes, whatever
 * the order of lists, the clock or the machine. It never throws on facts that passed the contract's schema.
 */
export function evaluate(
  question: Pick<MonthCase, "month" | "facts">,
  { digest, policy }: Options,
): Readiness {
  const { month, facts } = question;
  const rule_set = ruleSetFor(month, policy?.rule_set);
  const edition = editionOf(policy?.rule_set);
  const answer =
    rule_set.in_force && edition
      ? answerFor(situationOf({ month, facts }, figuresFor(month, edition), policy?.payer_edits))
      : withoutRules(month);
  return sealed({ ...answer, rule_set }, { question, policy, digest });
}
