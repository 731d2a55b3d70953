import type { Dated } from "./dated.ts";

/** Relative value units in hundredths, in parts where the file with the parts was read. */
export interface RelativeValues {
  readonly nonFacility: number;
  readonly parts: {
    readonly work: number;
    readonly practiceExpense: { readonly nonFacility: number; readonly facility: number };
    readonly malpractice: number;
  } | null;
}

type Table = ReadonlyMap<string, RelativeValues>;

const whole = (nonFacility: number): RelativeValues => ({ nonFacility, parts: null });

function inParts(work: number, [nonFacility, facility]: readonly [number, number], malpractice: number) {
  return {
    nonFacility: work + nonFacility + malpractice,
    parts: { work, practiceExpense: { nonFacility, facility }, malpractice },
  };
}

/** A code that is missing here has no amount of ours: the amount is then null, never a guess. */
export const relativeValues: readonly Dated<Table>[] = [
  {
    from: "2025-01",
    to: "2025-12",
    value: new Map([
      ["99490", whole(187)],
      ["99439", whole(142)],
      ["G0557", whole(151)],
    ]),
    source: "RVU25A",
  },
  {
    from: "2026-01",
    to: "2026-12",
    value: new Map([
      ["99490", inParts(100, [91, 24], 7)],
      ["99439", inParts(70, [76, 17], 5)],
      ["G0557", inParts(77, [79, 19], 5)],
      ["G0558", inParts(167, [172, 39], 12)],
    ]),
    source: "RVU26C",
  },
];
