import type { ExcludedEntry } from "../../contract/index.ts";
import type { AllocatedEntry } from "./allocation.ts";
import { type ExclusionReason, exclusionRules } from "./exclusion-reason.ts";
import type { SiftedEntry } from "./sifted-entry.ts";

/**
 * Every reason an entry lost time to, the deciding one first. Seconds are floored; what flooring leaves over
 * goes to the deciding reason, so that counted and excluded seconds add up to the recorded ones.
 */
export function excludedLines(
  sifted: SiftedEntry,
  allocated: AllocatedEntry | undefined,
  counted: number,
): ExcludedEntry[] {
  const { recorded } = sifted;
  const losses = [...lossesOf(sifted, allocated)];
  const excluded = Math.floor(recorded.ms / 1000) - counted;
  const floored = losses.reduce((sum, [, ms]) => sum + Math.floor(ms / 1000), 0);
  return losses.map(([reason, ms], index) => ({
    id: recorded.entry.id,
    reason,
    seconds: Math.floor(ms / 1000) + (index === 0 ? excluded - floored : 0),
    ...exclusionRules[reason],
  }));
}

/** What an entry lost by itself, to other entries and to other patients: milliseconds by reason. */
export function lossesOf(
  { losses, ms }: SiftedEntry,
  allocated: AllocatedEntry | undefined,
): ReadonlyMap<ExclusionReason, number> {
  if (!allocated) return losses;
  const all = new Map<ExclusionReason, number>(losses);
  if (allocated.ms < ms) all.set("overlapping_time", ms - allocated.ms);
  if (allocated.sharing > 1) {
    all.set("shared_with_other_patients", allocated.ms - allocated.ms / allocated.sharing);
  }
  return all;
}
