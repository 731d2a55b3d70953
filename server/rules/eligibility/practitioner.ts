import { met, unknown, unmet } from "../finding.ts";
import type { Rule } from "../proof/rule.ts";
import { pathOf } from "./path-of.ts";

/** Physicians of any specialty and NP, PA, CNS, CNM bill CCM; psychologists, podiatrists, dentists do not. */
export const practitionerMayBill: Rule = {
  id: "practitioner_type",
  sentence: "The billing practitioner is a physician, NP, PA, CNS or CNM.",
  source: "CGS-2015",
  reads: ["/billing_practitioner"],
  judge({ facts: { billing_practitioner: practitioner }, figures }) {
    const type = practitioner?.type;
    if (type === undefined) {
      return unknown(pathOf(practitioner, "billing_practitioner", "type"), "what kind of practitioner bills");
    }
    return figures.billingTypes.has(type)
      ? met(`A practitioner of type ${type} may bill CCM.`)
      : unmet("practitioner_type_ineligible", `A practitioner of type ${type} may not bill CCM.`);
  },
};
