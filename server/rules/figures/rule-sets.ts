import type { RuleSet } from "../../contract/index.ts";
import type { FamilyId } from "./ccm-families.ts";
import { sources } from "./sources.ts";

/** Parts of the rules that came with a later version than the first. */
export type RulePart = FamilyId | "care_planning" | "general_code" | "siblings";

/** One version of the rules: what it evaluates. A version that answered once answers the same for ever. */
export interface Edition {
  readonly version: string;
  readonly evaluates: ReadonlySet<RulePart>;
}

/** Staff time alone. */
const first: Edition = { version: "1.0.0", evaluates: new Set(["staff"]) };

/** Every family of CCM, compared with each other. */
export const currentEdition: Edition = {
  version: "2.0.0",
  evaluates: new Set(["staff", "practitioner", "complex", "care_planning", "general_code", "siblings"]),
};

const editions: readonly Edition[] = [first, currentEdition];
export const editionVersions: readonly string[] = editions.map(({ version }) => version);

/** The months these rules answer for. Outside them there is no answer, not an old one. */
const id = "medicare-ffs-ccm";
const answered = { from: "2025-01", to: "2026-12" } as const;

const cited = Object.entries(sources).map(([source, document]) => ({ id: source, ...document }));

/** The version of the rules asked for, or else the current one; null where there is no such version. */
export function editionOf(wanted: string = currentEdition.version): Edition | null {
  return editions.find(({ version }) => version === wanted) ?? null;
}

/**
 * The receipt of the rules asked for, or else the current ones. `in_force` is null where they have no answer for
 * the month, or where the version asked for does not exist.
 */
export function ruleSetFor(month: string, wanted?: string): RuleSet {
  const edition = editionOf(wanted);
  const applies = edition !== null && answered.from <= month && month <= answered.to;
  const { version } = edition ?? currentEdition;
  return { id, version, in_force: applies ? { ...answered } : null, sources: cited };
}
