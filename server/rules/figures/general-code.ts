import type { Dated } from "./dated.ts";

/** One code that stood for every care management service of a rural or federally qualified health center. */
export interface GeneralCode {
  readonly code: string;
  readonly minutes: number;
  readonly practices: ReadonlySet<string>;
}

/** Payable to the end of September 2025; from January 2025 such a practice could use the codes of CCM instead. */
export const generalCode: readonly Dated<GeneralCode>[] = [
  {
    from: "2018-01",
    to: "2025-09",
    value: { code: "G0511", minutes: 20, practices: new Set(["rhc", "fqhc"]) },
    source: "NARHC-CY26",
  },
];
