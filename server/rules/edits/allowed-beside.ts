import type { PayerEdit } from "../../contract/index.ts";
import type { Situation } from "../situation.ts";

/**
 * The edit by which a plan pays CCM beside services Medicare's rules exclude; null where one of them is not named.
 * A plan's word lifts that exclusion alone: never consent, time, units or another prerequisite, and never a block.
 */
export function allowedBeside(services: readonly string[], { edits, facts }: Situation): PayerEdit | null {
  if (facts.payer?.type === "medicare_ffs") return null;
  return (
    edits.applying.find(
      ({ effect, with: beside }) =>
        effect === "allow" && services.every((code) => beside?.includes(code) === true),
    ) ?? null
  );
}
