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
      ["99491", whole(254)],
      ["99437", whole(178)],
      ["99487", whole(407)],
      ["99489", whole(218)],
      ["G0556", whole(47)],
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
      ["99491", inParts(150, [108, 37], 9)],
      ["99437", inParts(100, [82, 24], 7)],
      ["99487", inParts(181, [238, 43], 13)],
      ["99489", inParts(100, [127, 24], 7)],
      ["G0506", inParts(87, [106, 22], 6)],
      ["99424", inParts(145, [106, 38], 11)],
      ["99425", inParts(100, [77, 25], 7)],
      ["99426", inParts(100, [96, 25], 7)],
      ["99427", inParts(71, [86, 18], 5)],
      ["99445", inParts(0, [155, 155], 1)],
      ["99454", inParts(0, [155, 155], 1)],
      ["99470", inParts(31, [45, 7], 2)],
      ["99457", inParts(61, [90, 14], 4)],
      ["99458", inParts(61, [59, 14], 4)],
      ["G0556", inParts(25, [22, 6], 2)],
      ["G0557", inParts(77, [79, 19], 5)],
      ["G0558", inParts(167, [172, 39], 12)],
    ]),
    source: "RVU26C",
  },
];
