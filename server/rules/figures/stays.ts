import type { Dated } from "./dated.ts";

/** Stays whose payment already covers care management. Emergency visits and long-term residence do not. */
export const payingStays: readonly Dated<ReadonlySet<string>>[] = [
  {
    from: "2015-01",
    value: new Set(["inpatient_hospital", "observation", "snf_part_a"]),
    source: "CPT-GUIDELINE",
  },
];
