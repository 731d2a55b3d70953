import type { Dated } from "./dated.ts";

/** Dollars for one relative value unit, in ten-thousandths. */
export interface ConversionFactor {
  readonly qualifyingParticipant: number;
  readonly others: number;
}

/** One factor in 2025; from 2026 qualifying participants of advanced payment models have their own. */
export const conversionFactors: readonly Dated<ConversionFactor>[] = [
  {
    from: "2025-01",
    to: "2025-12",
    value: { qualifyingParticipant: 323_465, others: 323_465 },
    source: "RVU25A",
  },
  {
    from: "2026-01",
    to: "2026-12",
    value: { qualifyingParticipant: 335_675, others: 334_009 },
    source: "PFS-2026",
  },
];
