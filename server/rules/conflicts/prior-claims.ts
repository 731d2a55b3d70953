import { otherFamilies, staffFamilyCodes } from "../figures/ccm-codes.ts";
import { known, unknown, unmet } from "../finding.ts";
import type { Rule } from "../proof/rule.ts";
import { billedByUs, billersOf, unreadBilling } from "./billed-services.ts";

const claims = ["/prior_ccm_claims_this_month", "/other_services"];
const anyCcm = new Set([...staffFamilyCodes, ...otherFamilies]);

/** OIG found 38,447 claims of months that had been billed before. */
export const noOtherBiller: Rule = {
  id: "one_biller",
  sentence: "Only one practitioner bills CCM for a patient in a month.",
  source: "OIG-2021",
  reads: claims,
  judge(situation) {
    const billers = billersOf(anyCcm, situation);
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

/** The families of CCM exclude each other; a claim of ours stands until it is voided or replaced. */
export const noOtherFamily: Rule = {
  id: "one_family",
  sentence: "Staff, practitioner and complex CCM exclude each other in a month.",
  source: "CMS-FAQ-2019",
  reads: claims,
  judge(situation) {
    const ours = billedByUs(situation).filter((code) => otherFamilies.has(code));
    if (ours.length > 0) {
      const detail = `${ours.join(" and ")} is already billed for this month; another family cannot be billed beside it.`;
      return unmet("mutually_exclusive_ccm_family", detail);
    }
    if (billersOf(otherFamilies, situation).has("unknown")) {
      return unknown("prior_ccm_claims_this_month.by", "who billed CCM for this month");
    }
    return known(unreadBilling(situation.facts), "No other family of CCM is billed for this month.");
  },
};
