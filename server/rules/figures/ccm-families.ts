import type { Dated } from "./dated.ts";

export type FamilyId = "staff" | "practitioner" | "complex";

/** One family of CCM codes: the full minutes that earn a unit, whose minutes they are, and how many units there are. */
export interface FamilyFigures {
  readonly id: FamilyId;
  /** Staff and practitioner together, or the billing practitioner's own work alone. */
  readonly pool: "pooled" | "practitioner";
  readonly base: { readonly code: string; readonly minutes: number };
  readonly addOn: {
    readonly code: string;
    readonly minutes: number;
    readonly units: number;
    /** What ends the units: the code's own limit, or Medicare's edit of unlikely units. */
    readonly limit: "unit_cap" | "mue_cap";
  };
  /** Moderate or high decision complexity by the billing practitioner is asked as well. */
  readonly asksComplexity: boolean;
}

/** Twenty full minutes for 99490, twenty further ones for each of at most two 99439. */
const staff: readonly Dated<FamilyFigures>[] = [
  {
    from: "2021-01",
    value: {
      id: "staff",
      pool: "pooled",
      base: { code: "99490", minutes: 20 },
      addOn: { code: "99439", minutes: 20, units: 2, limit: "unit_cap" },
      asksComplexity: false,
    },
    source: "CLA-2020",
  },
];

/** Thirty full minutes in person for 99491, thirty further ones for each 99437. */
const practitioner: readonly Dated<FamilyFigures>[] = [
  {
    from: "2022-01",
    value: {
      id: "practitioner",
      pool: "practitioner",
      base: { code: "99491", minutes: 30 },
      addOn: { code: "99437", minutes: 30, units: 2, limit: "mue_cap" },
      asksComplexity: false,
    },
    source: "PAYERREADY",
  },
];

/** Sixty full minutes for 99487, thirty further ones for each 99489. */
const complex: readonly Dated<FamilyFigures>[] = [
  {
    from: "2021-01",
    value: {
      id: "complex",
      pool: "pooled",
      base: { code: "99487", minutes: 60 },
      addOn: { code: "99489", minutes: 30, units: 10, limit: "mue_cap" },
      asksComplexity: true,
    },
    source: "PAYERREADY",
  },
];

/** The families in the order that decides between equal amounts. */
export const ccmFamilies = [staff, practitioner, complex] as const;

/** Both codes of a family. */
export const codesOf = ({ base, addOn }: FamilyFigures): string[] => [base.code, addOn.code];
