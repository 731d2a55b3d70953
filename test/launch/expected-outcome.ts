import type { Outcome } from "../../launch/problem.ts";

/** What a success holds; a failure ends the test. */
export function value<V>(outcome: Outcome<V>): V {
  if (!outcome.ok) throw new Error(outcome.problem.code);
  return outcome.value;
}

/** How it failed, or null. */
export function codeOf(outcome: Outcome<unknown>): string | null {
  return outcome.ok ? null : outcome.problem.code;
}
