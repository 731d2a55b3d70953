import {
  carePlanningCode,
  exclusiveCcmCodes,
  generalCcmCode,
  incomparableCodes,
} from "../figures/ccm-codes.ts";
import { known, unknown, unmet } from "../finding.ts";
import type { Rule } from "../proof/rule.ts";
import type { Situation } from "../situation.ts";
import { billedByUs, billersOf, unreadBilling } from "./billed-services.ts";

const claims = ["/prior_ccm_claims_this_month", "/other_services"];

/** OIG found 38,447 claims of months that had been billed before. */
export const noOtherBiller: Rule = {
  id: "one_biller",
  sentence: "Only one practitioner bills CCM for a patient in a month.",
  source: "OIG-2021",
  reads: claims,
  judge(situation) {
    const billers = billersOf(new Set([...exclusiveCcmCodes, ...strangeCodes(situation)]), situation);
    if (billers.has("another")) {
      return unmet("other_practitioner_billed", "Another practitioner billed CCM for this month.");
    }
    if (billers.has("unknown")) {
      return unknown("prior_ccm_claims_this_month.by", "who billed CCM for this month");
    }
    const because = "No other practitioner is known to have billed CCM for this month.";
    return known(unreadBilling(situation.facts), because);
  },
};

/** Codes among the claims of CCM that are none these rules know: CCM of some kind was billed all the same. */
const strangeCodes = ({ facts }: Situation): string[] =>
  (facts.prior_ccm_claims_this_month ?? [])
    .map(({ code }) => code)
    .filter((code) => !exclusiveCcmCodes.has(code) && code !== carePlanningCode);

/** Where the families are not compared, a claim of ours from another family stands until a person voids it. */
export const noOtherFamily: Rule = {
  id: "one_family",
  sentence: "Staff, practitioner and complex CCM exclude each other in a month.",
  source: "CMS-FAQ-2019",
  reads: claims,
  judge: (situation) => noneOfOurs(situation, "No other family of CCM is billed for this month."),
};

/** A claim of the general code stands for all care management of its month. */
export const noGeneralCode: Rule = {
  id: "no_general_code",
  sentence: "A practice that billed G0511 for the month bills no code of CCM beside it.",
  source: "NARHC-CY26",
  reads: claims,
  judge: (situation) => noneOfOurs(situation, `${generalCcmCode} is not billed for this month.`),
};

/** Met where we billed no code that excludes the families evaluated and cannot be compared with them. */
function noneOfOurs(situation: Situation, because: string) {
  const others = incomparableCodes(situation.figures.edition);
  const ours = billedByUs(situation).filter((code) => others.has(code));
  if (ours.length > 0) {
    const detail = `${ours.join(" and ")} is already billed for this month; another family cannot be billed beside it.`;
    return unmet("mutually_exclusive_ccm_family", detail);
  }
  if (strangeCodes(situation).length > 0) {
    return unknown("prior_ccm_claims_this_month.code", "which service of CCM is billed for this month");
  }
  if (billersOf(others, situation).has("unknown")) {
    return unknown("prior_ccm_claims_this_month.by", "who billed CCM for this month");
  }
  return known(unreadBilling(situation.facts), because);
}
