import { type ConflictingService, conflictingServices } from "../figures/conflicting-services.ts";
import { known, unknown, unmet } from "../finding.ts";
import type { Rule, RuleGroup } from "../proof/rule.ts";
import { billersOf, unreadBilling } from "./billed-services.ts";
import { noOtherBiller, noOtherFamily } from "./prior-claims.ts";

function ruleFor({ id, codes, reason, sentence, source }: ConflictingService): Rule {
  return {
    id,
    sentence,
    source,
    reads: ["/other_services", "/prior_ccm_claims_this_month"],
    judge(situation) {
      const billers = billersOf(codes, situation);
      if (billers.has("us")) return unmet(reason, `Billed by the same practitioner this month. ${sentence}`);
      if (billers.has("unknown"))
        return unknown("other_services.by", "who billed a service that may exclude CCM");
      const because = "Not billed by the same practitioner, as far as the record goes.";
      return known(unreadBilling(situation.facts), because);
    },
  };
}

/** What else was billed this month and leaves no room for CCM. */
export const sameMonthServices: RuleGroup = {
  id: "same_month_services",
  sentence: "Nothing else billed for the month excludes CCM.",
  source: "CMS-FAQ-2019",
  parts: [...conflictingServices.map(ruleFor), noOtherBiller, noOtherFamily],
};
