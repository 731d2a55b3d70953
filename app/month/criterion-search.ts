import type { Criterion } from "../../server/contract/readiness.ts";

/** The first criterion of the proof, at any depth, whose id is one of these. */
export function criterionOf(criteria: readonly Criterion[], ids: readonly string[]): Criterion | null {
  for (const criterion of criteria) {
    const found = ids.includes(criterion.id) ? criterion : criterionOf(criterion.parts, ids);
    if (found) return found;
  }
  return null;
}

/** The statements that decide a criterion: its parts that are as it is, down to the leaves; itself when it has none. */
export function deciding(criterion: Criterion): Criterion[] {
  const same = criterion.parts.filter(({ status }) => status === criterion.status);
  return same.length === 0 ? [criterion] : same.flatMap(deciding);
}

/** Every criterion that makes a statement of its own. */
export function leavesOf(criteria: readonly Criterion[]): Criterion[] {
  return criteria.flatMap((one) => (one.parts.length === 0 ? [one] : leavesOf(one.parts)));
}
