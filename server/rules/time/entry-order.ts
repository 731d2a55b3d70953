import { canonicalJson } from "../proof/canonical-json.ts";
import type { RecordedEntry } from "./recorded-entry.ts";

/**
 * The order in which entries happened, and for the same time the order in which they were typed. It does not
 * depend on how the facts list them, so that of two duplicates always the same one is the later.
 */
export function inOrder<Entry extends RecordedEntry>(entries: readonly Entry[]): Entry[] {
  return [...entries].sort(
    (one, other) =>
      placeOf(one) - placeOf(other) ||
      typedAt(one) - typedAt(other) ||
      compare(one.entry.id, other.entry.id) ||
      compare(canonicalJson(one.entry), canonicalJson(other.entry)),
  );
}

/** Where an entry stands in time; one without a place stands last. */
export const placeOf = (entry: RecordedEntry): number =>
  entry.kind === "unplaced" ? Number.MAX_SAFE_INTEGER : entry.span.from;

const typedAt = ({ entry }: RecordedEntry) => (entry.recorded ? Date.parse(entry.recorded) : 0);

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
