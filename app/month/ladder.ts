import type { MonthView } from "../../server/contract/api.ts";
import type { Readiness, Threshold } from "../../server/contract/readiness.ts";
import type { StatusKind } from "../ui/status.tsx";
import { isCause, isFollowing, isTime } from "./causes.ts";
import { timeIsKnown } from "./chart-knowledge.ts";
import { belongs, type Family, families } from "./code-families.ts";
import { leavesOf } from "./criterion-search.ts";
import { isSupported, minutesShort } from "./lanes.ts";
import { blockWords } from "./reader-words.ts";

interface RowState {
  readonly kind: StatusKind;
  readonly words: string;
}

/** One rung: a code and unit, what it needs, and every reason it is or is not ready. */
export interface Rung {
  readonly code: string;
  readonly unit: number;
  /** The first rung of its family: the others are added to it. */
  readonly first: boolean;
  readonly needs: string;
  readonly states: readonly RowState[];
  /** When the last second fell in; null while it has not. */
  readonly reached: string | null;
}

/** One family of the ladder; no rungs where this rule set does not evaluate it. */
export interface Ladder {
  readonly family: Family;
  readonly rungs: readonly Rung[];
}

/** The whole ladder, in the order it is drawn. */
export function laddersOf(view: MonthView): Ladder[] {
  return families.map((family) => {
    const thresholds = view.readiness.thresholds.filter(({ code }) => belongs(code, family));
    const [base] = thresholds;
    const rungs = thresholds.map((threshold, at) =>
      rungOf(view, threshold, { base: at === 0 ? undefined : base, before: thresholds[at - 1] }),
    );
    return { family, rungs };
  });
}

interface Below {
  readonly base: Threshold | undefined;
  readonly before: Threshold | undefined;
}

function rungOf(view: MonthView, threshold: Threshold, { base, before }: Below): Rung {
  const { code, unit, seconds_needed, reached_on } = threshold;
  const step = (seconds_needed - (before?.seconds_needed ?? 0)) / 60;
  const states = statesOf(view, threshold, base);
  const ready = states.some(({ kind }) => kind === "ready");
  const needs = before ? `Next ${step} min` : `First ${step} min`;
  return { code, unit, first: !before, needs, states, reached: ready ? reached_on : null };
}

function statesOf(view: MonthView, threshold: Threshold, base: Threshold | undefined): RowState[] {
  const { readiness } = view;
  if (isSupported(threshold, readiness)) return [{ kind: "ready", words: "Ready" }];
  const states = [
    ...causes(readiness, threshold.code),
    ...(base === undefined ? unknowns(readiness, threshold.code) : afterBase(base, readiness)),
    ...timeState(timeIsKnown(view), threshold),
  ];
  if (states.length === 0) return [{ kind: "unknown", words: "Not known: the rule set names no reason" }];
  return states.filter(({ words }, at) => states.findIndex((one) => one.words === words) === at);
}

/** What withholds the first rung withholds those above it; it is said once, on the first. */
function afterBase(base: Threshold, readiness: Readiness): RowState[] {
  if (isSupported(base, readiness) || isClaimedAlone(base, readiness)) return [];
  return [{ kind: "follows", words: `Blocked: ${blockWords("addon_without_base", "")}` }];
}

/** True where the base was claimed before and nothing else is said against it: what comes next can be added. */
function isClaimedAlone({ code }: Threshold, readiness: Readiness): boolean {
  const causes = readiness.blocked.filter((one) => one.code === code && isCause(one));
  const claimed = causes.some(({ reason }) => reason === "duplicate_claim");
  return claimed && causes.length === 1 && unknowns(readiness, code).length === 0;
}

function causes({ blocked }: Readiness, code: string): RowState[] {
  return blocked
    .filter((one) => one.code === code && !isTime(one))
    .map((one) => ({
      kind: isFollowing(one) ? "follows" : "blocked",
      words: `Blocked: ${blockWords(one.reason, one.detail)}`,
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
