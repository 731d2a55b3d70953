import type { MonthFigures } from "../figures/month-figures.ts";

/** One unit of a code and the seconds of pooled time that earn it. */
export interface Rung {
  readonly code: "99490" | "99439";
  readonly unit: number;
  readonly seconds: number;
}

/** The units of the staff family in the order time earns them: full minutes, never part of a unit. */
export function staffLadder({ staffTime: { base, addOn } }: MonthFigures): Rung[] {
  const further = Array.from({ length: addOn.units }, (_, index) => ({
    code: addOn.code,
    unit: index + 1,
    seconds: (base.minutes + addOn.minutes * (index + 1)) * 60,
  }));
  return [{ code: base.code, unit: 1, seconds: base.minutes * 60 }, ...further];
}

/** Seconds at which time for one more add-on is there but the month's limit is reached. */
export function capSeconds({ staffTime: { base, addOn } }: MonthFigures): number {
  return (base.minutes + addOn.minutes * (addOn.units + 1)) * 60;
}
