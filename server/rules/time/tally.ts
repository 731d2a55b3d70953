import type { AllocatedEntry } from "./allocation.ts";

/** A stretch of counted time on the way to a threshold. */
interface Step {
  readonly from: number;
  readonly ms: number;
  readonly sharing: number;
  /** The day alone, where no clock times were recorded. */
  readonly day: string | null;
}

/** Counted time added up exactly: shares of a millisecond are kept until the one flooring at the end. */
export interface Tally {
  readonly seconds: number;
  /** When the time first reached so many seconds; null when it never did. A day where only days are known. */
  readonly reached: (seconds: number) => string | null;
}

/** Common multiples beyond this are cut off; the rest of each share is then floored, never rounded up. */
const finestScale = 100_000;

/** Adds up allocated time in the order it happened. */
export function tally(allocated: readonly AllocatedEntry[]): Tally {
  const steps = allocated.flatMap(stepsOf).sort((one, other) => one.from - other.from);
  const scale = commonScale(steps);
  const parts = (step: Step) => Math.floor((step.ms * scale) / step.sharing);
  const total = steps.reduce((sum, step) => sum + parts(step), 0);
  return {
    seconds: Math.floor(total / scale / 1000),
    reached: (seconds) => whenReached({ steps, parts, scale, target: seconds * 1000 * scale }),
  };
}

function stepsOf({ sifted, spans, ms, sharing }: AllocatedEntry): Step[] {
  const { recorded } = sifted;
  if (recorded.kind === "day") return [{ from: recorded.span.to, ms, sharing, day: recorded.day }];
  return spans.map(({ from, to }) => ({ from, ms: to - from, sharing, day: null }));
}

function commonScale(steps: readonly Step[]): number {
  const scale = [...new Set(steps.map(({ sharing }) => sharing))].reduce(leastCommonMultiple, 1);
  return Math.min(scale, finestScale);
}

const leastCommonMultiple = (one: number, other: number) =>
  one > finestScale ? one : (one / greatestCommonDivisor(one, other)) * other;

function greatestCommonDivisor(one: number, other: number): number {
  return other === 0 ? one : greatestCommonDivisor(other, one % other);
}

interface Search {
  readonly steps: readonly Step[];
  readonly parts: (step: Step) => number;
  readonly scale: number;
  readonly target: number;
}

function whenReached({ steps, parts, scale, target }: Search): string | null {
  let before = 0;
  for (const step of steps) {
    const through = before + parts(step);
    if (through >= target) {
      const ms = Math.ceil(((target - before) * step.sharing) / scale);
      return step.day ?? new Date(step.from + ms).toISOString();
    }
    before = through;
  }
  return null;
}
