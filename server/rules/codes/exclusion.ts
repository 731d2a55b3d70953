import { met, type Reason, unmet } from "../finding.ts";
import type { Rule, RuleHeading } from "../proof/rule.ts";
import type { Family } from "./family.ts";
import type { Selection, SupportedSet } from "./selection.ts";

/** Why another family of ours leaves no room for this one: it is recommended, or it is billed already. */
export function exclusionOf(family: Family, selection: Selection): Reason[] {
  const { chosen } = selection;
  if (chosen?.family === family) return [];
  if (chosen) return [excluded(comparison(chosen, ownSet(family, selection)))];
  const billed = selection.families.filter((other) => other !== family).flatMap((other) => other.billed);
  return billed.length > 0 ? [excluded(`${billed.join(" and ")} is already billed for this month.`)] : [];
}

const excluded = (because: string): Reason => ({
  reason: "mutually_exclusive_ccm_family",
  detail: `${because} The families of CCM exclude each other in a month.`,
});

const ownSet = (family: Family, { supported }: Selection) => supported.find((one) => one.family === family);

function comparison(chosen: SupportedSet, own: SupportedSet | undefined): string {
  return own ? `${recommendation(chosen)} Also supported: ${inWords(own)}.` : recommendation(chosen);
}

function recommendation(chosen: SupportedSet): string {
  const { billed } = chosen.family;
  if (billed.length === 0) return `Recommended: ${inWords(chosen)}.`;
  return `${billed.join(" and ")} is already billed for this month, and no other family pays more: ${inWords(chosen)}.`;
}

/** "99490 and 2 x 99439, 167.01 USD". */
function inWords({ codes, amount_usd }: SupportedSet): string {
  const lines = codes.map(({ code, units }) => (units === 1 ? code : `${units} x ${code}`)).join(" and ");
  return amount_usd === null ? lines : `${lines}, ${amount_usd.toFixed(2)} USD`;
}

/** What is asked of a family beside the others. */
export const oneFamilyRule = (base: string): RuleHeading => ({
  id: `one_family_${base}`,
  sentence:
    "One family of CCM is billed in a month; of several supported, the one that pays most is recommended.",
  source: "CMS-FAQ-2019",
  reads: ["/prior_ccm_claims_this_month", "/other_services"],
});

/** Of all families one is billed: the one that pays most of those the record supports. */
export function oneFamily(family: Family, selection: Selection): Rule {
  return {
    ...oneFamilyRule(family.figures.base.code),
    judge() {
      const [reason] = exclusionOf(family, selection);
      if (reason) return unmet(reason.reason, reason.detail);
      return met(
        selection.chosen ? recommendation(selection.chosen) : "No other family is billed or supported.",
      );
    },
  };
}
