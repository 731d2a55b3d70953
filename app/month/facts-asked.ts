import type { Readiness, Undetermined } from "../../server/contract/readiness.ts";
import { belongs, families } from "./code-families.ts";
import { leavesOf } from "./criterion-search.ts";
import { minutesShort } from "./lanes.ts";
import { leadingFamily } from "./leading-family.ts";
import { unknownFacts } from "./unknown-facts.ts";

/** Facts nobody knows, by what they withhold. */
export interface AskedFacts {
  /** Asked of every code, of the leading family, or of the amount. */
  readonly leading: readonly Undetermined[];
  /** Asked of other codes alone, with these codes. */
  readonly others: readonly { readonly codes: readonly string[]; readonly fact: Undetermined }[];
}

/** Parts the facts that withhold the leading family from those that only other codes ask. */
export function askedFacts(readiness: Readiness): AskedFacts {
  const leading = leadingFamily(readiness);
  const asked = unknownFacts(readiness).map((fact) => ({ fact, codes: codesAsking(fact, readiness) }));
  const isOther = ({ codes }: { codes: readonly string[] }) =>
    codes.length > 0 && !codes.some((code) => belongs(code, leading));
  return {
    leading: asked.filter((one) => !isOther(one)).map(({ fact }) => fact),
    others: asked.filter(isOther),
  };
}

/** The codes whose criteria name the fact; empty where a criterion asks it of every code, or none asks it. */
function codesAsking({ missing }: Undetermined, { criteria }: Readiness): string[] {
  const asking = leavesOf(criteria).filter(
    ({ status, because }) => status === "unknown" && because.includes(missing),
  );
  if (asking.some(({ codes }) => codes.length === 0)) return [];
  return [...new Set(asking.flatMap(({ codes }) => codes))];
}

/**
 * Whether what other codes ask is worth a line: once the leading family stands, or where the minutes of one of them
 * are there. Until then only the leading one is spoken of.
 */
export function matters(codes: readonly string[], readiness: Readiness): boolean {
  if (readiness.codes.length > 0) return true;
  const bases = families.filter((family) => codes.some((code) => belongs(code, family)));
  if (bases.length === 0) return true;
  return bases.some(({ codes: [base] }) => hasMinutes(base, readiness));
}

/** The first code of another family that has its minutes and lacks only facts; undefined where there is none. */
export function openElsewhere(readiness: Readiness): string | undefined {
  const codes = askedFacts(readiness).others.flatMap((one) => one.codes);
  return families
    .map(({ codes: [base] }) => base)
    .find((base) => codes.includes(base) && hasMinutes(base, readiness));
}

function hasMinutes(base: string, { thresholds }: Readiness): boolean {
  return thresholds.some((one) => one.code === base && minutesShort(one) === 0);
}
