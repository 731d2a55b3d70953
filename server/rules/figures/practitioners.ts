import type { Dated } from "./dated.ts";

/** Who may bill chronic care management: physicians of any specialty and four advanced practitioners. */
export const billingTypes: readonly Dated<ReadonlySet<string>>[] = [
  { from: "2015-01", value: new Set(["MD", "DO", "NP", "PA", "CNS", "CNM"]), source: "CGS-2015" },
];
