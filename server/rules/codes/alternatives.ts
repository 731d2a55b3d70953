import type { CodeUnits, Readiness } from "../../contract/index.ts";
import type { FamilyId } from "../figures/ccm-families.ts";
import type { Situation } from "../situation.ts";
import { amountOf } from "./amounts.ts";
import type { Selection, SupportedSet } from "./selection.ts";

/** What a person sees to who takes a family's set instead. */
const needsOf: Readonly<Record<FamilyId, string>> = {
  staff: "All minutes are reported as staff time, the practitioner's too; none as the practitioner's own.",
  practitioner: "Only the billing practitioner's own minutes are reported; staff minutes are left out.",
  complex: "The billing practitioner's documented decision complexity is kept with the claim.",
};

/** Every supported set that is not recommended, with what is billed beside any family. */
export function alternativesOf(
  { supported, chosen, families }: Selection,
  situation: Situation,
  beside: readonly CodeUnits[],
): Readiness["alternatives"] {
  const billed = families.filter((family) => family.billed.length > 0);
  return supported
    .filter((one) => one !== chosen)
    .map((one) => {
      const codes = [...one.codes, ...beside];
      const others = billed.filter((family) => family !== one.family).flatMap((family) => family.billed);
      return {
        codes,
        amount_usd: amountOf(codes, situation),
        needs: [needsOf[one.family.figures.id], ...claimNeeds(one, others)],
      };
    });
}

function claimNeeds({ family }: SupportedSet, others: readonly string[]): string[] {
  return [
    ...(family.billed.length > 0
      ? [
          `${family.billed.join(" and ")} is already billed: that claim stands or is corrected, never sent again.`,
        ]
      : []),
    ...(others.length > 0 ? [`The claim of ${others.join(" and ")} is voided or replaced.`] : []),
  ];
}
