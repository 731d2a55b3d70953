import type { CodeUnits, Criterion, Readiness } from "../../server/contract/readiness.ts";
import { listed, money } from "../ui/format.ts";
import { leadingFamily } from "./leading-family.ts";

/** A set of codes the record supports in place of the recommended one. */
export interface OtherSet {
  readonly codes: string;
  readonly amount: string;
  /** How its amount compares with the recommended one; null where the two cannot be compared. */
  readonly difference: string | null;
  readonly needs: readonly string[];
}

/** Every supported set that is not recommended, in the engine's order. */
export function otherSets(readiness: Readiness): OtherSet[] {
  return readiness.alternatives.map(({ codes, amount_usd, needs }) => ({
    codes: namesOf(codes),
    amount: amount_usd === null ? "Amount not known" : money(amount_usd),
    difference: differenceOf(amount_usd, readiness),
    needs,
  }));
}

/** `99490 and 99439 ×2`. */
export function namesOf(codes: readonly CodeUnits[]): string {
  return listed(codes.map(({ code, units }) => (units === 1 ? code : `${code} ×${units}`)));
}

/** Only whole sets are compared: where part of the leading family is billed already, its rest is not one. */
function differenceOf(amount: number | null, { codes, amount_usd, blocked }: Readiness): string | null {
  const partlyBilled = blocked.some(({ reason }) => reason === "duplicate_claim");
  if (amount === null || amount_usd === null || codes.length === 0 || partlyBilled) return null;
  const cents = Math.round((amount_usd - amount) * 100);
  if (cents === 0) return "the same amount as the recommended set";
  return `${money(Math.abs(cents) / 100)} ${cents > 0 ? "less" : "more"} than the recommended set`;
}

/** The engine's own sentence on why this family and no other; null where it compared none. */
export function whyRecommended(readiness: Readiness): string | null {
  const [base] = leadingFamily(readiness).codes;
  const compared: Criterion | undefined = readiness.criteria.find(({ id }) => id === `one_family_${base}`);
  return compared?.rule ?? null;
}
