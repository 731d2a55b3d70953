import * as z from "zod";
import { ComplexityStatement } from "./decision-complexity.ts";
import { CarePlanElement } from "./month-facts.ts";
import { Day, DayOrInstant, Instant, Month, Reference } from "./primitives.ts";
import { CodeUnits, CountedMinutes } from "./readiness.ts";
import { Attestation } from "./reads.ts";

/*
 * The five artefacts CareMonth keeps in the EHR, as the domain sees them.
 * fhir-mappings writes each as one resource and reads it back without loss.
 */

export const Artefact = z.enum(["enrolment", "consent", "care_plan", "time_entry", "month"]);
export type Artefact = z.infer<typeof Artefact>;

/** A person as the record names them: the EHR's own reference, and the words shown. */
export const PersonRef = z.object({ reference: Reference, display: z.string().min(1) });
export type PersonRef = z.infer<typeof PersonRef>;

export const TimeRole = z.enum([
  "practitioner",
  "other_practitioner",
  "clinical_staff",
  "non_clinical",
  "automated_system",
]);
export type TimeRole = z.infer<typeof TimeRole>;

export const ContactMode = z.enum([
  "phone",
  "video",
  "in_person",
  "chart",
  "portal_message",
  "voicemail",
  "other",
]);
export type ContactMode = z.infer<typeof ContactMode>;

export const ContactOutcome = z.enum(["reached", "voicemail", "no_answer", "not_a_contact"]);
export type ContactOutcome = z.infer<typeof ContactOutcome>;

/** One stretch of recorded work. Kept to the second; never edited in place. */
export const TimeEntryRecord = z.object({
  id: z.uuid(),
  start: Instant,
  end: Instant,
  person: PersonRef,
  credential: z.string().min(1),
  role: TimeRole,
  activity: z.string().min(1),
  mode: ContactMode,
  outcome: ContactOutcome,
  programmes: z.array(z.string()),
  patients_sharing: z.int().positive(),
  capture: z.enum(["timer", "manual"]),
  recorded: Instant,
  delay_reason: z.string().nullable(),
  /** The business identifier of the entry this one corrects. */
  replaces: z.string().nullable(),
  note: z.string(),
});
export type TimeEntryRecord = z.infer<typeof TimeEntryRecord>;

export const VisitRecord = z.object({
  date: Day,
  code: z.string(),
  by: Reference,
  ccm_discussed: z.boolean().nullable(),
});
export type VisitRecord = z.infer<typeof VisitRecord>;

/** That a patient is enrolled, on what a practitioner vouched for, and with whom. */
export const EnrolmentRecord = z.object({
  status: z.enum(["enrolled", "on_hold", "withdrawn"]),
  start: Day,
  billing_practitioner: PersonRef,
  conditions: z.array(z.object({ reference: Reference, label: z.string(), attested: Attestation })),
  risk: Attestation.nullable(),
  initiating_visit: VisitRecord.nullable(),
  last_face_to_face_before_enrolment: VisitRecord.nullable(),
  authored: Instant,
});
export type EnrolmentRecord = z.infer<typeof EnrolmentRecord>;

export const ConsentRecord = z.object({
  status: z.enum(["active", "declined", "withdrawn"]),
  obtained: DayOrInstant,
  mode: z.enum(["verbal", "written", "electronic"]),
  elements: z.object({
    availability_and_cost_sharing: z.boolean(),
    one_practitioner_per_month: z.boolean(),
    right_to_stop_end_of_month: z.boolean(),
  }),
  billing_practitioner: PersonRef,
  obtained_by: PersonRef,
  given_by: z.string(),
  revoked: DayOrInstant.nullable(),
});
export type ConsentRecord = z.infer<typeof ConsentRecord>;

/** What this release knows of the comprehensive care plan: its state and which of the twelve parts are written. */
export const CarePlanRecord = z.object({
  title: z.string(),
  established: Day,
  last_reviewed: Day.nullable(),
  approved_by: PersonRef.nullable(),
  copy_given: Day.nullable(),
  elements: z.array(z.object({ element: CarePlanElement, text: z.string().min(1) })),
  addresses: z.array(Reference),
});
export type CarePlanRecord = z.infer<typeof CarePlanRecord>;

/** What a month's record supported when a named person recorded it. A finding, not a claim. */
export const MonthRecord = z.object({
  month: Month,
  timezone: z.string(),
  as_of: Instant,
  state: z.enum(["ready", "not_ready", "undetermined"]),
  minutes: CountedMinutes,
  codes: z.array(CodeUnits),
  reasons: z.array(z.object({ code: z.string(), reason: z.string(), detail: z.string() })),
  undetermined: z.array(z.object({ what: z.string(), missing: z.string() })),
  attested: z.record(z.string(), Attestation),
  /** What was answered about decision complexity; who said so and when stands in `attested` at `/mdm`. */
  complexity: ComplexityStatement.pick({ answer: true, person: true }).nullable(),
  rule_set: z.object({ id: z.string(), version: z.string() }),
  hash: z.string(),
  prepared_by: PersonRef,
  care_plan: Reference.nullable(),
  consent: Reference.nullable(),
});
export type MonthRecord = z.infer<typeof MonthRecord>;
