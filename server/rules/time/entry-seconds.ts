import type { AllocatedEntry } from "./allocation.ts";
import { lossesOf } from "./excluded-lines.ts";

/** Whole seconds each entry contributes. */
export type EntrySeconds = ReadonlyMap<AllocatedEntry, number>;

/**
 * Whole seconds of each entry that add up to the pool's. Shares are floored one by one; the seconds this leaves over
 * go to the entries that lost the largest fractions, as far as the entry recorded so many.
 */
export function entrySeconds(allocated: readonly AllocatedEntry[], pooledSeconds: number): EntrySeconds {
  const shares = allocated.map((entry) => ({ entry, share: entry.ms / (entry.sharing * 1000) }));
  const floored = shares.reduce((sum, { share }) => sum + Math.floor(share), 0);
  const byFraction = shares
    .filter(({ entry, share }) => share % 1 > 0 && hasSpareSecond(entry, share))
    .sort((one, other) => (other.share % 1) - (one.share % 1));
  const raised = new Set(byFraction.slice(0, Math.max(0, pooledSeconds - floored)).map(({ entry }) => entry));
  return new Map(shares.map(({ entry, share }) => [entry, Math.floor(share) + (raised.has(entry) ? 1 : 0)]));
}

/** Whether a second more still leaves every reason the whole seconds it took. */
function hasSpareSecond(entry: AllocatedEntry, share: number): boolean {
  const lost = [...lossesOf(entry.sifted, entry).values()].map((ms) => Math.floor(ms / 1000));
  const recorded = Math.floor(entry.sifted.recorded.ms / 1000);
  return recorded - Math.floor(share) - lost.reduce((sum, seconds) => sum + seconds, 0) >= 1;
}
