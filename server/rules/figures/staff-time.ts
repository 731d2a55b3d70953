import type { Dated } from "./dated.ts";

/** Full minutes that earn a code, whose pooled time they are, and how often the add-on may follow. */
export interface StaffTimeFigures {
  readonly base: { readonly code: "99490"; readonly minutes: number };
  readonly addOn: { readonly code: "99439"; readonly minutes: number; readonly units: number };
}

/** Twenty full minutes for 99490, twenty further ones for each of at most two 99439. */
export const staffTimeFigures: readonly Dated<StaffTimeFigures>[] = [
  {
    from: "2021-01",
    value: {
      base: { code: "99490", minutes: 20 },
      addOn: { code: "99439", minutes: 20, units: 2 },
    },
    source: "CLA-2020",
  },
];
