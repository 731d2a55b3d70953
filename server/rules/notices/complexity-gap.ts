import type { BlockedCode, Gap } from "../../contract/index.ts";
import type { Situation } from "../situation.ts";
import { gapIf } from "./gap.ts";

/** Decision complexity without a note: claimed as moderate or high, or what keeps complex CCM from being ready. */
export function complexityGap(
  { facts: { mdm } }: Pick<Situation, "facts">,
  blocked: readonly BlockedCode[],
): Gap[] {
  const claimed = mdm?.level === "moderate" || mdm?.level === "high";
  const blocks = blocked.some(({ reason }) => reason === "mdm_not_documented");
  return gapIf(
    blocks || (claimed && mdm?.documented === false),
    "mdm_documentation",
    claimed
      ? "Moderate or high decision complexity is claimed and not documented."
      : "The decision complexity is not documented.",
  );
}
