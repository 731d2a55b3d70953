import type { CodeUnits } from "../../contract/index.ts";
import type { Situation } from "../situation.ts";
import { amountOf, nationalAmountOf } from "./amounts.ts";
import type { Family } from "./family.ts";
import { type Rung, unitsOf } from "./ladder.ts";

/** All a supported family earns, and what it pays here. */
export interface SupportedSet {
  readonly family: Family;
  readonly codes: readonly CodeUnits[];
  readonly amount_usd: number | null;
}

/** The families compared: which are supported, and the one recommended. */
export interface Selection {
  readonly families: readonly Family[];
  readonly supported: readonly SupportedSet[];
  readonly chosen: SupportedSet | null;
  /** An amount that decides is not known, so the national amounts outside a facility put the families in order. */
  readonly byNationalAmounts: boolean;
}

/**
 * The family that pays most of those supported; of equal amounts the first, and one already billed before any that
 * pays no more. None, while a claim of ours stands of which nobody knows that it pays less: such a claim is not
 * replaced. Deterministic also where amounts are not known.
 */
export function selectFamily(families: readonly Family[], situation: Situation): Selection {
  const setOf = (family: Family, rungs: readonly Rung[]): SupportedSet => {
    const codes = unitsOf(rungs);
    return { family, codes, amount_usd: amountOf(codes, situation) };
  };
  const supported = families
    .filter((family) => family.supported)
    .map((family) => setOf(family, family.earned));
  const standing = families
    .filter(({ open, billed }) => open && billed.length > 0)
    .map((family) => setOf(family, family.possible));
  const compared = [...supported, ...standing];
  const byNationalAmounts = compared.length > 1 && compared.some(({ amount_usd }) => amount_usd === null);
  const worth = ({ codes, amount_usd }: SupportedSet) =>
    (byNationalAmounts ? nationalAmountOf(codes, situation) : amount_usd) ?? 0;
  const ranked = supported.toSorted(
    (one, other) => worth(other) - worth(one) || billedFirst(one) - billedFirst(other),
  );
  const best = ranked[0] ?? null;
  const replaces = best !== null && best.family.billed.length === 0;
  const isHeld = replaces && standing.some((claim) => worth(claim) >= worth(best));
  return { families, supported, chosen: isHeld ? null : best, byNationalAmounts };
}

const billedFirst = ({ family }: SupportedSet) => (family.billed.length > 0 ? 0 : 1);
