import type { MonthView } from "../../server/contract/api.ts";
import type { Readiness, Threshold } from "../../server/contract/readiness.ts";
import { money } from "../ui/format.ts";
import { belongs, type Family } from "./code-families.ts";
import { type RowState, statesOf } from "./ladder-states.ts";
import { alternativeOf, familiesInOrder, leadingFamily } from "./leading-family.ts";

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
  /** How the family stands to the others; empty where there is nothing to say. */
  readonly standing: string;
  readonly rungs: readonly Rung[];
}

/** The whole ladder, in the order it is drawn: the recommended family first. */
export function laddersOf(view: MonthView): Ladder[] {
  const { readiness } = view;
  return familiesInOrder(readiness).map((family) => {
    const thresholds = readiness.thresholds.filter(({ code }) => belongs(code, family));
    const [base] = thresholds;
    const rungs = thresholds.map((threshold, at) =>
      rungOf(view, threshold, { base: at === 0 ? undefined : base, before: thresholds[at - 1] }),
    );
    return { family, standing: rungs.length === 0 ? "" : standingOf(family, readiness), rungs };
  });
}

function standingOf(family: Family, readiness: Readiness): string {
  if (family === leadingFamily(readiness)) {
    if (readiness.codes.some(({ code }) => belongs(code, family))) return "recommended";
    return readiness.blocked.some((one) => one.reason === "duplicate_claim" && belongs(one.code, family))
      ? "already billed this month"
      : "";
  }
  const other = alternativeOf(family, readiness);
  if (!other) return "in place of the others, never beside them";
  const amount = other.amount_usd === null ? "amount not known" : money(other.amount_usd);
  return `also supported, ${amount}, never beside another family`;
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
