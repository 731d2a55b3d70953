import type { MonthView } from "../../server/contract/api.ts";
import type { Readiness, Threshold } from "../../server/contract/readiness.ts";
import type { StatusKind } from "../ui/status.tsx";
import { isCause, isFollowing, isTime } from "./causes.ts";
import { timeIsKnown } from "./chart-knowledge.ts";
import { leavesOf } from "./criterion-search.ts";
import { isSupported, minutesShort } from "./lanes.ts";
import { isAlternative } from "./leading-family.ts";
import { blockWords } from "./reader-words.ts";

/** One thing to say of a rung: an icon's kind, and the words. */
export interface RowState {
  readonly kind: StatusKind;
  readonly words: string;
  /** The payer's own words and their source, where an edit of theirs blocks: it is nobody else's rule. */
  readonly detail?: string;
}

/** Every reason a rung is or is not ready; `base` is the rung it is added to, undefined for a base itself. */
export function statesOf(view: MonthView, threshold: Threshold, base: Threshold | undefined): RowState[] {
  const { readiness } = view;
  const { code, unit } = threshold;
  if (isSupported(threshold, readiness)) return [{ kind: "ready", words: "Ready" }];
  const instead = supportedInstead(code, unit, readiness);
  if (instead) return [instead];
  const states = [
    ...causes(readiness, code),
    ...(base === undefined ? unknowns(readiness, code) : afterBase(base, readiness)),
    ...timeState(timeIsKnown(view), threshold),
  ];
  if (states.length === 0) return [{ kind: "unknown", words: "Not known: the rule set names no reason" }];
  return states.filter(({ words }, at) => states.findIndex((one) => one.words === words) === at);
}

/** Said of a code the record supports although another set is recommended; null where it does not. */
export function supportedInstead(code: string, unit: number, readiness: Readiness): RowState | null {
  if (!isAlternative(code, unit, readiness)) return null;
  return { kind: "excluded", words: "Supported too, in place of the recommended set" };
}

/** What withholds the first rung withholds those above it; it is said once, on the first. */
function afterBase(base: Threshold, readiness: Readiness): RowState[] {
  const stands = isSupported(base, readiness) || isAlternative(base.code, 1, readiness);
  if (stands || isClaimedAlone(base, readiness)) return [];
  return [{ kind: "follows", words: `Blocked: ${blockWords("addon_without_base", "")}` }];
}

/** True where the base was claimed before and nothing else is said against it: what comes next can be added. */
function isClaimedAlone({ code }: Threshold, readiness: Readiness): boolean {
  const against = readiness.blocked.filter((one) => one.code === code && isCause(one));
  const claimed = against.some(({ reason }) => reason === "duplicate_claim");
  return claimed && against.length === 1 && unknowns(readiness, code).length === 0;
}

/** Everything but minutes that blocks a code, in the engine's order. */
export function causes({ blocked }: Readiness, code: string): RowState[] {
  return blocked
    .filter((one) => one.code === code && !isTime(one))
    .map((one) => ({
      kind: isFollowing(one) ? "follows" : one.reason === "undetermined" ? "unknown" : "blocked",
      words:
        one.reason === "undetermined" ? "Not known yet" : `Blocked: ${blockWords(one.reason, one.detail)}`,
      ...(one.reason === "payer_edit" ? { detail: one.detail } : {}),
    }));
}

/** Every fact not known that this code depends on, each once, as its criteria name them. */
function unknowns({ criteria, undetermined }: Readiness, code: string): RowState[] {
  const leaves = leavesOf(criteria).filter(
    ({ status, codes }) => status === "unknown" && (codes.length === 0 || codes.includes(code)),
  );
  const words = leaves.flatMap(({ because }) => {
    const facts = undetermined.filter(({ missing }) => because.includes(missing));
    return facts.length > 0
      ? facts.map(({ missing }) => `Not known: ${missing}`)
      : [because.replace(/\.$/, "")];
  });
  return [...new Set(words)].map((one) => ({ kind: "unknown", words: one }));
}

function timeState(known: boolean, threshold: Threshold): RowState[] {
  if (!known) return [];
  const short = minutesShort(threshold);
  if (short === 0) return [];
  return [{ kind: short <= 5 ? "near" : "short", words: `Short by ${short} min` }];
}
