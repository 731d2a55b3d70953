import { placeOf } from "./entry-order.ts";
import type { RecordedEntry } from "./recorded-entry.ts";

/** The later ones among entries with identical times, person, role and activity; entries come in order. */
export function laterDuplicates(inOrder: readonly RecordedEntry[]): ReadonlySet<RecordedEntry> {
  const seen = new Set<string>();
  return new Set(
    inOrder.filter((entry, index) => {
      if (!isBeside(entry, inOrder[index - 1]) && !isBeside(entry, inOrder[index + 1])) return false;
      const key = identityOf(entry);
      return key !== null && seen.size === seen.add(key).size;
    }),
  );
}

/** In order, identical entries stand beside each other. */
const isBeside = (entry: RecordedEntry, other: RecordedEntry | undefined) =>
  other !== undefined && placeOf(entry) === placeOf(other);

function identityOf(recorded: RecordedEntry): string | null {
  const { kind, entry } = recorded;
  const work = [entry.person, entry.role, entry.activity];
  if (kind !== "unplaced") return JSON.stringify([kind, recorded.span.from, recorded.ms, ...work]);
  if (recorded.reason !== "invalid_interval") return null;
  return JSON.stringify([instantOf(entry.start), instantOf(entry.end), entry.date, recorded.ms, ...work]);
}

const instantOf = (time: string | null | undefined) => (time ? Date.parse(time) : null);
