/** From when to when something was under way, in ms of one clock. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** How many of them came one after the other: the most that can be picked without two of them overlapping. */
export function serialWaves(spans: readonly Span[]): number {
  let [waves, free] = [0, Number.NEGATIVE_INFINITY];
  for (const { from, to } of [...spans].sort((a, b) => a.to - b.to)) {
    if (from < free) continue;
    waves += 1;
    free = to;
  }
  return waves;
}
