import { type Finding, met, mustBeTrue, unknown, unmet } from "../finding.ts";
import type { Rule, RuleGroup } from "../proof/rule.ts";
import type { Situation } from "../situation.ts";

type Complexity = NonNullable<Situation["facts"]["mdm"]>;

interface ComplexityRule {
  readonly id: string;
  readonly sentence: string;
  readonly source: Rule["source"];
  readonly judge: (mdm: Complexity, situation: Situation) => Finding;
}

/** A rule on a decision that is on record: absent is not known, null is none. */
function onComplexity({ id, sentence, source, judge }: ComplexityRule): Rule {
  return {
    id,
    sentence,
    source,
    reads: ["/mdm"],
    judge(situation) {
      const { mdm } = situation.facts;
      if (mdm === undefined) return unknown("mdm", "the month's decision complexity");
      if (mdm === null) return unmet("mdm_below_moderate", "No decision complexity is on record.");
      return judge(mdm, situation);
    },
  };
}

function isEnough({ level }: Complexity): Finding {
  if (level === undefined) return unknown("mdm.level", "the level of the month's decision complexity");
  return level === "moderate" || level === "high"
    ? met(`Decision complexity is ${level}.`)
    : unmet("mdm_below_moderate", `Decision complexity is ${level}; moderate or high is asked.`);
}

function isPractitioners({ by }: Complexity, { practitioner }: Situation): Finding {
  if (by === undefined) return unknown("mdm.by", "whose decision the complexity describes");
  if (practitioner === null) return unknown("billing_practitioner", "who bills");
  return by === practitioner
    ? met("The decision was the billing practitioner's own.")
    : unmet("mdm_not_by_billing_practitioner", "The decision was not the billing practitioner's own.");
}

/** Moderate or high decision complexity, documented, by the practitioner who bills. No software infers it. */
export const decisionComplexity: RuleGroup = {
  id: "decision_complexity",
  sentence: "The billing practitioner documented decisions of moderate or high complexity in the month.",
  source: "PFS-2020",
  parts: [
    onComplexity({
      id: "complexity_level",
      sentence: "The month's decisions are of moderate or high complexity.",
      source: "CMS-MLN-2018",
      judge: isEnough,
    }),
    onComplexity({
      id: "complexity_documented",
      sentence: "The complexity is documented.",
      source: "CMS-FAQ-2022",
      judge: ({ documented }) =>
        mustBeTrue({
          value: documented,
          fact: { what: "mdm.documented", missing: "whether the decision complexity is documented" },
          because: "The decision complexity is documented.",
          otherwise: { reason: "mdm_not_documented", detail: "The decision complexity is not documented." },
        }),
    }),
    onComplexity({
      id: "complexity_by_practitioner",
      sentence: "The decisions are the billing practitioner's own.",
      source: "PFS-2020",
      judge: isPractitioners,
    }),
  ],
};
