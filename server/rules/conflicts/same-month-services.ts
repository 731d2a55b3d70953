import { allowedBeside } from "../edits/allowed-beside.ts";
import { type ConflictingService, conflictingServices } from "../figures/conflicting-services.ts";
import type { Edition } from "../figures/rule-sets.ts";
import { known, met, unknown, unmet } from "../finding.ts";
import type { Rule, RuleGroup } from "../proof/rule.ts";
import type { Situation } from "../situation.ts";
import { billedByUs, billersOf, unreadBilling } from "./billed-services.ts";
import { noGeneralCode, noOtherBiller, noOtherFamily } from "./prior-claims.ts";

function ruleFor({ id, codes, reason, sentence, source }: ConflictingService): Rule {
  return {
    id,
    sentence,
    source,
    reads: ["/other_services", "/prior_ccm_claims_this_month"],
    judge(situation) {
      const billers = billersOf(codes, situation);
      const allowed = allowedBeside(ofOurs(codes, situation), situation);
      if (billers.has("us") && allowed)
        return met(`Billed by the same practitioner; payer edit ${allowed.id} allows it.`);
      if (billers.has("us")) return unmet(reason, `Billed by the same practitioner this month. ${sentence}`);
      if (billers.has("unknown"))
        return unknown("other_services.by", "who billed a service that may exclude CCM");
      const because = "Not billed by the same practitioner, as far as the record goes.";
      return known(unreadBilling(situation.facts), because);
    },
  };
}

const ofOurs = (codes: ReadonlySet<string>, situation: Situation) =>
  billedByUs(situation).filter((code) => codes.has(code));

const conflicts = conflictingServices.map(ruleFor);

/** What else was billed this month and leaves no room for CCM, as far as the version of the rules looks. */
export function sameMonthServices({ evaluates }: Edition): RuleGroup {
  return {
    id: "same_month_services",
    sentence: "Nothing else billed for the month excludes CCM.",
    source: "CMS-FAQ-2019",
    parts: [...conflicts, noOtherBiller, evaluates.has("general_code") ? noGeneralCode : noOtherFamily],
  };
}
