import type { RuleSet } from "../../contract/index.ts";
import { sources } from "./sources.ts";

/** The months a version of these rules answers for. Outside them there is no answer, not an old one. */
const current = { id: "medicare-ffs-ccm", version: "1.0.0", from: "2025-01", to: "2026-12" } as const;

const cited = Object.entries(sources).map(([id, source]) => ({ id, ...source }));

/**
 * The receipt of the rules asked for, or else the current ones. `in_force` is null where they have no answer for
 * the month, or where the version asked for does not exist.
 */
export function ruleSetFor(month: string, wanted: string = current.version): RuleSet {
  const { id, version, from, to } = current;
  const applies = wanted === version && from <= month && month <= to;
  return { id, version, in_force: applies ? { from, to } : null, sources: cited };
}
