import type { EntryLine } from "../../server/contract/api.ts";

/** The month's time in seconds; recorded is always counted plus not counted. */
export interface TimeSum {
  readonly recorded: number;
  readonly counted: number;
  readonly notCounted: number;
}

/** Sums what the entries say of themselves, to the second. */
export function sumOf(entries: readonly EntryLine[]): TimeSum {
  const recorded = entries.reduce((sum, { recorded_seconds }) => sum + recorded_seconds, 0);
  const counted = entries.reduce((sum, { counted_seconds }) => sum + counted_seconds, 0);
  return { recorded, counted, notCounted: recorded - counted };
}

/** The seconds of one entry that do not count. */
export function notCountedOf({ recorded_seconds, counted_seconds }: EntryLine): number {
  return recorded_seconds - counted_seconds;
}
