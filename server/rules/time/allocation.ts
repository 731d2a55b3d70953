import type { Span } from "../calendar.ts";
import type { SiftedEntry } from "./sifted-entry.ts";
import { lengthOf, minus, overlap } from "./spans.ts";

/** The part of one entry that no other entry already earned. */
export interface AllocatedEntry {
  readonly sifted: SiftedEntry;
  readonly sharing: number;
  readonly spans: readonly Span[];
  /** Milliseconds, before they are divided among the patients who share them. */
  readonly ms: number;
}

/**
 * Gives every moment to one entry, whoever worked in it: to the one shared with the fewest patients, then the
 * earliest. So taking an entry away never raises the total. Entries come in order; dates without clock times
 * cannot overlap.
 */
export function allocate(entries: readonly SiftedEntry[]): AllocatedEntry[] {
  const byWeight = entries
    .map((sifted) => ({ sifted, sharing: sifted.recorded.entry.patients_sharing ?? 1 }))
    .sort((one, other) => one.sharing - other.sharing);
  const taken: Span[] = [];
  return byWeight.map(({ sifted, sharing }) => {
    const { recorded } = sifted;
    if (recorded.kind !== "clock") return { sifted, sharing, spans: [], ms: sifted.ms };
    const spans = taken
      .filter((span) => overlap(span, recorded.span))
      .reduce<readonly Span[]>(minus, sifted.spans);
    taken.push(...spans);
    return { sifted, sharing, spans, ms: lengthOf(spans) };
  });
}
