import type { RecordedEntry } from "./recorded-entry.ts";

/** The later ones among entries with identical times, person, role and activity; entries come in order. */
export function laterDuplicates(inOrder: readonly RecordedEntry[]): ReadonlySet<RecordedEntry> {
  const seen = new Set<string>();
  return new Set(
    inOrder.filter((entry) => {
      const key = identityOf(entry);
      return key !== null && seen.size === seen.add(key).size;
    }),
  );
}

function identityOf(recorded: RecordedEntry): string | null {
  if (recorded.kind === "unplaced") return null;
  const { kind, span, ms, entry } = recorded;
  return JSON.stringify([kind, span.from, ms, entry.person, entry.role, entry.activity]);
}
