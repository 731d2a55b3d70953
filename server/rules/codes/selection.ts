import type { CodeUnits } from "../../contract/index.ts";
import type { Situation } from "../situation.ts";
import { amountOf, nationalAmountOf } from "./amounts.ts";
import type { Family } from "./family.ts";
import { unitsOf } from "./ladder.ts";

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
 * pays no more. Deterministic also where amounts are not known.
 */
export function selectFamily(families: readonly Family[], situation: Situation): Selection {
  const supported = families.filter((family) => family.supported).map((family) => setOf(family, situation));
  const byNationalAmounts = supported.length > 1 && supported.some(({ amount_usd }) => amount_usd === null);
  const worth = ({ codes, amount_usd }: SupportedSet) =>
    (byNationalAmounts ? nationalAmountOf(codes, situation) : amount_usd) ?? 0;
  const ranked = supported.toSorted(
    (one, other) => worth(other) - worth(one) || billedFirst(one) - billedFirst(other),
  );
  return { families, supported, chosen: ranked[0] ?? null, byNationalAmounts };
}

function setOf(family: Family, situation: Situation): SupportedSet {
  const codes = unitsOf(family.earned);
  return { family, codes, amount_usd: amountOf(codes, situation) };
}

const billedFirst = ({ family }: SupportedSet) => (family.billed.length > 0 ? 0 : 1);
