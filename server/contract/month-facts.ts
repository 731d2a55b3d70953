import * as z from "zod";
import { BillingPractitioner, PatientFacts, Payer, Practice } from "./parties.ts";
import { Day, DayOrInstant, Instant, Month } from "./primitives.ts";
import { Attestation, Evidence } from "./reads.ts";

/*
 * What is known of one patient-month. Absent means not known; null means known to be none; [] means none.
 * Every object is loose: an unknown key is kept and reported as gap `unrecognised_field`, never refused.
 */

export const ConditionFact = z.looseObject({
  icd10: z.string().nullable().optional(),
  snomed: z.string().nullable().optional(),
  label: z.string().optional(),
  clinical_status: z.string().optional(),
  verification_status: z.string().optional(),
  expected_12_months_or_until_death: z.boolean().optional(),
});
export type ConditionFact = z.infer<typeof ConditionFact>;

export const Visit = z.looseObject({
  date: DayOrInstant.nullable().optional(),
  code: z.string().optional(),
  by: z.string().optional(),
  ccm_discussed: z.boolean().optional(),
});
export type Visit = z.infer<typeof Visit>;

export const ConsentFact = z.looseObject({
  status: z.string().optional(),
  scope: z.string().optional(),
  obtained: DayOrInstant.optional(),
  mode: z.enum(["verbal", "written", "electronic"]).optional(),
  documented: z.boolean().optional(),
  elements: z
    .looseObject({
      availability_and_cost_sharing: z.boolean().optional(),
      one_practitioner_per_month: z.boolean().optional(),
      right_to_stop_end_of_month: z.boolean().optional(),
    })
    .optional(),
  billing_practitioner: z.string().optional(),
  revoked: DayOrInstant.nullable().optional(),
  given_by: z.string().optional(),
});
export type ConsentFact = z.infer<typeof ConsentFact>;

/** The twelve elements CMS names for a comprehensive care plan. */
export const CarePlanElement = z.enum([
  "problem_list",
  "expected_outcome_prognosis",
  "measurable_treatment_goals",
  "cognitive_functional_assessment",
  "symptom_management",
  "planned_interventions_and_responsible_individuals",
  "medication_management",
  "environmental_evaluation",
  "caregiver_assessment",
  "community_social_services",
  "coordination_with_outside_resources_and_practitioners",
  "periodic_review_and_revision_schedule",
]);
export type CarePlanElement = z.infer<typeof CarePlanElement>;

export const CarePlanFact = z.looseObject({
  exists: z.boolean().optional(),
  electronic: z.boolean().optional(),
  established: DayOrInstant.nullable().optional(),
  last_reviewed: DayOrInstant.nullable().optional(),
  copy_given_to_patient: z.boolean().optional(),
  approved_by: z.string().nullable().optional(),
  elements: z.array(z.string()).optional(),
  change_this_month: z.string().optional(),
});
export type CarePlanFact = z.infer<typeof CarePlanFact>;

export const DecisionComplexity = z.looseObject({
  level: z.enum(["straightforward", "low", "moderate", "high"]).optional(),
  by: z.string().optional(),
  documented: z.boolean().optional(),
});
export type DecisionComplexity = z.infer<typeof DecisionComplexity>;

export const Stay = z.looseObject({
  type: z.enum([
    "inpatient_hospital",
    "observation",
    "emergency_department",
    "snf_part_a",
    "nursing_facility_long_term",
    "assisted_living",
  ]),
  from: DayOrInstant,
  to: DayOrInstant.nullable().optional(),
});
export type Stay = z.infer<typeof Stay>;

export const OtherService = z.looseObject({
  code: z.string(),
  by: z.string().optional(),
  date: DayOrInstant.optional(),
  status: z.enum(["requested", "attempted"]).optional(),
  extensive_work_by_practitioner: z.boolean().optional(),
});
export type OtherService = z.infer<typeof OtherService>;

export const PriorClaim = z.looseObject({
  code: z.string(),
  by: z.string().optional(),
  same_group: z.boolean().optional(),
});
export type PriorClaim = z.infer<typeof PriorClaim>;

/** An authorisation a payer gave before the service; what is absent is not known. */
export const PriorAuthorization = z.looseObject({
  code: z.string(),
  number: z.string().nullable().optional(),
  from: Day.nullable().optional(),
  to: Day.nullable().optional(),
  units: z.number().nonnegative().nullable().optional(),
});
export type PriorAuthorization = z.infer<typeof PriorAuthorization>;

export const TimeEntry = z.looseObject({
  id: z.string(),
  start: Instant.nullable().optional(),
  end: Instant.nullable().optional(),
  role: z
    .enum(["practitioner", "other_practitioner", "clinical_staff", "non_clinical", "automated_system"])
    .optional(),
  person: z.string().nullable().optional(),
  credential: z.string().optional(),
  activity: z.string().nullable().optional(),
  mode: z.enum(["phone", "video", "in_person", "chart", "portal_message", "voicemail", "other"]).optional(),
  interactive: z.boolean().optional(),
  attributed_to: z.array(z.string()).optional(),
  date: Day.nullable().optional(),
  duration_minutes: z.number().nonnegative().nullable().optional(),
  patients_sharing: z.number().int().positive().optional(),
  location: z.string().optional(),
  employer: z.string().optional(),
  recorded: Instant.optional(),
});
export type TimeEntry = z.infer<typeof TimeEntry>;

export const MonthFacts = z.looseObject({
  as_of: Instant.optional(),
  payer: Payer.optional(),
  practice: Practice.optional(),
  billing_practitioner: BillingPractitioner.optional(),
  patient: PatientFacts.optional(),
  conditions: z.array(ConditionFact).optional(),
  risk_documented: z.boolean().optional(),
  ccm_enrollment_start: Day.nullable().optional(),
  last_face_to_face_before_enrollment: Visit.nullable().optional(),
  initiating_visit: Visit.nullable().optional(),
  consent: ConsentFact.nullable().optional(),
  care_plan: CarePlanFact.nullable().optional(),
  mdm: DecisionComplexity.nullable().optional(),
  stays: z.array(Stay).optional(),
  other_services: z.array(OtherService).optional(),
  device_days: z.array(z.looseObject({ device: z.string(), days: z.number() })).optional(),
  prior_ccm_claims_this_month: z.array(PriorClaim).optional(),
  hospice: z
    .looseObject({
      elected: DayOrInstant.optional(),
      attending: z.string().optional(),
      ccm_related_to_terminal_illness: z.boolean().optional(),
    })
    .nullable()
    .optional(),
  home_health_episode: z.boolean().optional(),
  last_visit_any: DayOrInstant.nullable().optional(),
  g0506_previously_billed: z.union([Day, z.boolean()]).nullable().optional(),
  /** Asked for by payer edits alone. */
  prior_authorizations: z.array(PriorAuthorization).nullable().optional(),
  time_entries: z.array(TimeEntry).optional(),
  /** JSON pointer of a fact → the resources it was read from. */
  evidence: z.record(z.string(), z.array(Evidence)).optional(),
  /** JSON pointer of a fact → the person who vouched for it. */
  attested: z.record(z.string(), Attestation).optional(),
});
export type MonthFacts = z.infer<typeof MonthFacts>;

/** One question to the engine: a patient-month and what is known of it. */
export const MonthCase = z.object({ id: z.string().optional(), month: Month, facts: MonthFacts });
export type MonthCase = z.infer<typeof MonthCase>;
