import type { CodeUnits } from "../../contract/index.ts";
import type { FamilyFigures } from "../figures/ccm-families.ts";

/** One unit of a code and the seconds of its pool that earn it. */
export interface Rung {
  readonly code: string;
  readonly unit: number;
  readonly seconds: number;
}

/** The units of a family in the order time earns them: full minutes, never part of a unit. */
export function ladderOf({ base, addOn }: FamilyFigures): Rung[] {
  const further = Array.from({ length: addOn.units }, (_, index) => ({
    code: addOn.code,
    unit: index + 1,
    seconds: (base.minutes + addOn.minutes * (index + 1)) * 60,
  }));
  return [{ code: base.code, unit: 1, seconds: base.minutes * 60 }, ...further];
}

/** Seconds at which time for one more add-on is there but the month's limit is reached. */
export function capSeconds({ base, addOn }: FamilyFigures): number {
  return (base.minutes + addOn.minutes * (addOn.units + 1)) * 60;
}

/** The rungs as lines of a claim. */
export function unitsOf(rungs: readonly Rung[]): CodeUnits[] {
  return [...new Set(rungs.map(({ code }) => code))].map((code) => ({
    code,
    units: rungs.filter((rung) => rung.code === code).length,
  }));
}

const alwaysShown = 3;

/** The rungs worth showing: the first three, and above them every one reached and the next. */
export function shownRungs(ladder: readonly Rung[], seconds: number): readonly Rung[] {
  return ladder.filter((_, index) => {
    const before = ladder[index - 1];
    return index < alwaysShown || (before !== undefined && before.seconds <= seconds);
  });
}
