import * as z from "zod";
import { DayOrInstant } from "./primitives.ts";

/* Who takes part in a patient-month. Absent means not known; unknown keys are kept. */

export const Payer = z.looseObject({
  type: z.enum(["medicare_ffs", "medicare_advantage", "commercial"]).optional(),
  part_b: z.boolean().optional(),
  plan: z.string().optional(),
});
export type Payer = z.infer<typeof Payer>;

export const Practice = z.looseObject({
  type: z.enum(["physician_office", "hospital_outpatient", "rhc", "fqhc"]).optional(),
  pos: z.string().optional(),
  /** IANA name; the month's edges are midnights in this zone. */
  timezone: z.string().optional(),
  qualifying_apm_participant: z.boolean().optional(),
  access_24_7: z.boolean().optional(),
  certified_ehr: z.boolean().optional(),
  gpci: z.looseObject({ work: z.number(), pe: z.number(), mp: z.number() }).optional(),
});
export type Practice = z.infer<typeof Practice>;

export const BillingPractitioner = z.looseObject({
  id: z.string(),
  type: z.string().optional(),
  specialty: z.string().optional(),
});
export type BillingPractitioner = z.infer<typeof BillingPractitioner>;

export const PatientFacts = z.looseObject({
  deceased: DayOrInstant.nullable().optional(),
  qmb: z.boolean().optional(),
});
export type PatientFacts = z.infer<typeof PatientFacts>;
