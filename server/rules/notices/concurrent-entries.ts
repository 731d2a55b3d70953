import type { AllocatedEntry } from "../time/allocation.ts";
import type { RecordedEntry } from "../time/recorded-entry.ts";
import { overlap } from "../time/spans.ts";

/** Ids of counted entries in which different people did different things in the same minute, in order. */
export function concurrentEntries(allocated: readonly AllocatedEntry[]): string[] {
  const timed = allocated.filter(({ sifted }) => sifted.spans.length > 0).map(({ sifted }) => sifted);
  const concurrent = timed.filter((one) =>
    timed.some(
      (other) =>
        differ(one.recorded, other.recorded) &&
        one.spans.some((span) => other.spans.some((their) => overlap(span, their))),
    ),
  );
  return concurrent.map(({ recorded }) => recorded.entry.id).sort();
}

const differ = ({ entry: one }: RecordedEntry, { entry: other }: RecordedEntry) =>
  one.person !== other.person && one.activity !== other.activity;
