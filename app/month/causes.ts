import type { BlockedCode, Readiness } from "../../server/contract/readiness.ts";
import { leadingFamily } from "./leading-family.ts";
import { blockWords, sentence } from "./reader-words.ts";

/** Reasons that only follow from another code's state; drawn in grey. */
const following: ReadonlySet<string> = new Set(["addon_without_base", "mutually_exclusive_ccm_family"]);

/** Reasons nothing mends: the ladder states them, and nobody is asked to do anything. */
const settled: ReadonlySet<string> = new Set([
  "unit_cap",
  "mue_cap",
  "g0511_sunset",
  "g0511_not_rhc_or_fqhc",
  "invalid_for_medicare",
]);

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

/** Whether nothing anybody does mends it. */
export function isSettled({ reason }: BlockedCode): boolean {
  return settled.has(reason);
}

/** The first thing that blocks the leading family whatever the minutes, in words; null while it could be earned. */
export function causeOf(readiness: Readiness): string | null {
  const [base] = leadingFamily(readiness).codes;
  const cause = readiness.blocked.find((one) => one.code === base && isCause(one));
  if (cause) return sentence(blockWords(cause.reason, cause.detail));
  return readiness.eligible === false ? "A prerequisite is not met" : null;
}
