import * as z from "zod";
import { Day, DayOrInstant } from "./primitives.ts";
import { Attestation, Evidence } from "./reads.ts";

/** Whole counted minutes; never rounded up. */
export const CountedMinutes = z.object({
  clinical_staff: z.int().nonnegative(),
  practitioner: z.int().nonnegative(),
  pooled: z.int().nonnegative(),
});
export type CountedMinutes = z.infer<typeof CountedMinutes>;

export const CodeUnits = z.object({ code: z.string(), units: z.int().positive() });
export type CodeUnits = z.infer<typeof CodeUnits>;

export const BlockedCode = z.object({ code: z.string(), reason: z.string(), detail: z.string() });
export type BlockedCode = z.infer<typeof BlockedCode>;

export const Gap = z.object({ code: z.string(), detail: z.string(), fix: z.string() });
export type Gap = z.infer<typeof Gap>;

export const CountedEntry = z.object({
  id: z.string(),
  pool: z.enum(["clinical_staff", "practitioner"]),
  seconds: z.int().nonnegative(),
  evidence: z.array(Evidence),
});
export type CountedEntry = z.infer<typeof CountedEntry>;

export const ExcludedEntry = z.object({
  id: z.string(),
  reason: z.string(),
  seconds: z.int().nonnegative(),
  rule: z.string(),
  source: z.string(),
});
export type ExcludedEntry = z.infer<typeof ExcludedEntry>;

export const Threshold = z.object({
  code: z.string(),
  unit: z.int().positive(),
  seconds_needed: z.int().positive(),
  seconds_counted: z.int().nonnegative(),
  /** The moment the last second fell in; a day where only days were recorded. */
  reached_on: DayOrInstant.nullable(),
});
export type Threshold = z.infer<typeof Threshold>;

export const Undetermined = z.object({ what: z.string(), missing: z.string() });
export type Undetermined = z.infer<typeof Undetermined>;

export const CriterionStatus = z.enum(["met", "unmet", "unknown"]);
export type CriterionStatus = z.infer<typeof CriterionStatus>;

/** One node of the proof: what was asked, what the answer is, and what it stands on. */
export interface Criterion {
  id: string;
  status: CriterionStatus;
  because: string;
  codes: string[];
  evidence: Evidence[];
  attested: Attestation | null;
  rule: string;
  source: string;
  parts: Criterion[];
}
export const Criterion: z.ZodType<Criterion> = z.object({
  id: z.string(),
  status: CriterionStatus,
  because: z.string(),
  codes: z.array(z.string()),
  evidence: z.array(Evidence),
  attested: Attestation.nullable(),
  rule: z.string(),
  source: z.string(),
  parts: z.array(z.lazy(() => Criterion)),
});

export const RuleSet = z.object({
  id: z.string(),
  version: z.string(),
  in_force: z.object({ from: z.string(), to: z.string() }).nullable(),
  sources: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      section: z.string().nullable(),
      url: z.string().nullable(),
      provenance: z.string(),
      read: Day,
    }),
  ),
});
export type RuleSet = z.infer<typeof RuleSet>;

/** What a month's record supports, and the proof of it. */
export const Readiness = z.object({
  eligible: z.boolean().nullable(),
  minutes: CountedMinutes,
  codes: z.array(CodeUnits),
  amount_usd: z.number().nonnegative().nullable(),
  alternatives: z.array(
    z.object({ codes: z.array(CodeUnits), amount_usd: z.number().nullable(), needs: z.array(z.string()) }),
  ),
  curable: z.boolean(),
  claim_pos: z.string().nullable(),
  blocked: z.array(BlockedCode),
  gaps: z.array(Gap),
  counted_entries: z.array(CountedEntry),
  excluded_entries: z.array(ExcludedEntry),
  thresholds: z.array(Threshold),
  /** Information, never part of `codes`. Rule set 1.0.0 names the programme and says why, no more. */
  sibling_programs: z.array(
    z.object({
      program: z.string(),
      detail: z.string(),
      codes: z.array(CodeUnits).optional(),
      amount_usd: z.number().nonnegative().nullable().optional(),
      needs: z.array(z.string()).optional(),
    }),
  ),
  undetermined: z.array(Undetermined),
  /** `by`: whose minutes would count toward the code. */
  next: z.array(
    z.object({
      code: z.string(),
      minutes_short: z.int().positive(),
      by: z.enum(["pooled", "clinical_staff", "practitioner"]),
    }),
  ),
  date_of_service: z.object({ earliest: Day.nullable(), latest: Day.nullable() }),
  criteria: z.array(Criterion),
  contested: z.array(z.object({ point: z.string(), default: z.string(), source: z.string() })),
  hash: z.string(),
  rule_set: RuleSet,
});
export type Readiness = z.infer<typeof Readiness>;
