import type { CoverageKind } from "../patients/patient-plan.ts";
import { seeded } from "./random.ts";

/** What makes a chart awkward, and how many of the generated patients have it. A chart may have several. */
export const findings = {
  resolved: 40,
  enteredInError: 12,
  provisional: 10,
  social: 54,
  duplicateProblem: 22,
  snomedOnly: 12,
  oneDisease: 6,
  privacyConsent: 16,
  foreignPlan: 18,
  notSeenForAYear: 12,
} as const;

/** Where a patient stands; nobody has two of these. */
export const standings = {
  deceased: 8,
  inHospital: 6,
  hospice: 4,
  /** In pairs: the record that stays, and the inactive one it replaced. */
  merged: 6,
  /** In pairs too: one person registered twice, and nobody noticed. */
  duplicateRegistration: 4,
} as const;

/** Everybody else has Medicare with Part B. */
export const coverageShares: readonly (readonly [CoverageKind | "none", number])[] = [
  ["medicare_advantage", 42],
  ["private", 8],
  ["none", 7],
  ["medicare_part_a_only", 4],
];

type Finding = keyof typeof findings;
type Standing = keyof typeof standings;

/** What one generated patient was dealt. */
export interface Lot {
  readonly findings: ReadonlySet<Finding>;
  readonly standing: Standing | null;
  readonly coverage: CoverageKind | null;
}

const seed = 3001;

/** Deals the shares out among `count` patients, every share exactly as large as it is written above. */
export function dealtLots(count: number): readonly Lot[] {
  const random = seeded(seed);
  const everybody = Array.from({ length: count }, (_, index) => index);
  const found = entries(findings).map(
    ([name, share]) => [name, new Set(random.shuffled(everybody).slice(0, share))] as const,
  );
  const standing = dealt(random.shuffled(everybody), entries(standings));
  const coverage = dealt(random.shuffled(everybody), coverageShares);
  return everybody.map((index) => {
    const covered = coverage.get(index) ?? "medicare";
    return {
      findings: new Set(found.flatMap(([name, who]) => (who.has(index) ? [name] : []))),
      standing: standing.get(index) ?? null,
      coverage: covered === "none" ? null : covered,
    };
  });
}

function entries<Name extends string>(shares: Readonly<Record<Name, number>>): [Name, number][] {
  const names: Name[] = [];
  for (const name in shares) names.push(name);
  return names.map((name) => [name, shares[name]]);
}

/** Each name to as many of the queue as its share says, one after the other. */
function dealt<Name>(
  queue: readonly number[],
  shares: readonly (readonly [Name, number])[],
): Map<number, Name> {
  const names = shares.flatMap(([name, share]) => Array.from({ length: share }, () => name));
  return new Map(names.flatMap((name, place) => (queue[place] === undefined ? [] : [[queue[place], name]])));
}
