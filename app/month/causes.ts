import type { BlockedCode, Readiness } from "../../server/contract/readiness.ts";
import { families } from "./code-families.ts";
import { blockWords, sentence } from "./reader-words.ts";

/** Reasons that only follow from another code's state; drawn in grey. */
const following: ReadonlySet<string> = new Set(["addon_without_base", "mutually_exclusive_ccm_family"]);

/** Whether this reason only repeats what another code's state already says. */
export function isFollowing({ reason }: BlockedCode): boolean {
  return following.has(reason);
}

/** Whether only minutes are lacking. */
export function isTime({ reason }: BlockedCode): boolean {
  return reason === "time_below_threshold";
}

/** Whether something other than minutes blocks a code in its own right. */
export function isCause(block: BlockedCode): boolean {
  return !isTime(block) && !isFollowing(block);
}

/** The first thing that blocks whatever the minutes, in words; null while a family could still be earned. */
export function causeOf({ eligible, thresholds, blocked }: Readiness): string | null {
  const bases: string[] = families.map(({ codes: [base] }) => base);
  const evaluated = bases.filter((base) => thresholds.some(({ code }) => code === base));
  const causes = evaluated.map((base) => blocked.find((one) => one.code === base && isCause(one)));
  const [first] = causes;
  if (first && causes.every((cause) => cause !== undefined)) {
    return sentence(blockWords(first.reason, first.detail));
  }
  return eligible === false ? "A prerequisite is not met" : null;
}
