import * as z from "zod";
import { ComplexityQuestion } from "./decision-complexity.ts";
import { IdentityNotice } from "./identity-notice.ts";
import { Day, Instant, Month } from "./primitives.ts";
import { Readiness } from "./readiness.ts";
import { Attestation, ReadOutcome, ReadType } from "./reads.ts";
import { HostRecord, SetAside } from "./shown-records.ts";
import { EhrStyle, Narrowed } from "./ways-in.ts";

/* The application's own wire: what the server answers and what a screen may send. */

/** An expected failure, in words a person can act on. Never carries PHI. */
export const ApiError = z.object({
  code: z.string(),
  message: z.string(),
  advice: z.string(),
  request: z.string(),
});
export type ApiError = z.infer<typeof ApiError>;

export const PatientLine = z.object({
  /** Repeated by every write and compared with the launch; says nothing by itself. */
  key: z.string(),
  name: z.string().nullable(),
  birth_date: z.string().nullable(),
  age: z.int().nullable(),
  sex: z.string().nullable(),
  mrn: z.string().nullable(),
  /** The day of death in the practice's time zone, or words where the record names no day. */
  deceased: z.string().nullable(),
});
export type PatientLine = z.infer<typeof PatientLine>;

export const ReadLine = z.object({
  type: ReadType,
  outcome: ReadOutcome,
  count: z.int().nonnegative(),
  retrieved: Instant,
  /** Why it did not end complete, and what that leaves unknown. Empty when complete. */
  detail: z.string(),
  advice: z.string(),
});
export type ReadLine = z.infer<typeof ReadLine>;

export const MonthHead = z.object({
  month: Month,
  label: z.string(),
  from: Day,
  to: Day,
  timezone: z.string(),
  state: z.enum(["open", "past"]),
  day: z.int().nullable(),
  days: z.int(),
  working_days_left: z.int().nullable(),
});
export type MonthHead = z.infer<typeof MonthHead>;

/** One recorded stretch of time as the screen shows it: recorded = counted + not counted. */
export const EntryLine = z.object({
  id: z.string(),
  start: Instant.nullable(),
  end: Instant.nullable(),
  date: Day.nullable(),
  who: z.string(),
  credential: z.string().nullable(),
  role: z.string().nullable(),
  activity: z.string().nullable(),
  recorded_seconds: z.int().nonnegative(),
  counted_seconds: z.int().nonnegative(),
  reasons: z.array(z.string()),
  reference: z.string(),
  version: z.string().nullable(),
});
export type EntryLine = z.infer<typeof EntryLine>;

/** A fact no read can settle here, and who may settle it by word. */
export const Question = z.object({
  pointer: z.enum(["/other_services", "/prior_ccm_claims_this_month", "/payer/part_b", "/patient/deceased"]),
  asks: z.string(),
  statement: z.string(),
  answered: Attestation.nullable(),
});
export type Question = z.infer<typeof Question>;

export const DeliveryState = z.enum(["queued", "sending", "confirmed", "rejected", "unknown"]);
export type DeliveryState = z.infer<typeof DeliveryState>;

/** One write to the EHR and what is known of it. "In EHR" needs a version. */
export const Delivery = z.object({
  id: z.string(),
  what: z.enum(["month", "care_plan_link"]),
  state: DeliveryState,
  conflict: z.boolean(),
  reference: z.string().nullable(),
  version: z.string().nullable(),
  at: Instant,
  /** The EHR's own words where it refused; our reason where we did not send. */
  issues: z.array(z.string()),
  lookups: z.int().nonnegative(),
});
export type Delivery = z.infer<typeof Delivery>;

export const RecordPanel = z.object({
  channel: z.enum(["native", "export"]),
  reason: z.string(),
  /** What the EHR holds of this month as read just now; null when it holds none, or that is not known. */
  in_ehr: z
    .object({
      reference: z.string(),
      version: z.string().nullable(),
      at: Instant.nullable(),
      /** False where it bears the month's identifier and its content cannot be read. */
      readable: z.boolean(),
      same: z.boolean(),
    })
    .nullable(),
  /** Our care plan, and whether it may be changed. */
  care_plan: z.object({
    state: z.enum(["ours", "not_ours", "none", "not_known"]),
    reference: z.string().nullable(),
    version: z.string().nullable(),
    linked: z.boolean(),
    detail: z.string(),
  }),
  deliveries: z.array(Delivery),
});
export type RecordPanel = z.infer<typeof RecordPanel>;

export const MonthView = z.object({
  /** Both null for somebody who is not on the practice's staff list: they may read and not write. */
  user: z.object({ name: z.string().nullable(), role: z.string().nullable() }),
  practice: z.string(),
  ehr: z.string(),
  need_patient_banner: z.boolean(),
  narrowed: z.array(Narrowed),
  ehr_style: EhrStyle.nullable(),
  idle_minutes: z.int().positive(),
  notice: z.string().nullable(),
  patient: PatientLine,
  /** Null where the EHR says nothing that puts this record in doubt. */
  identity_notice: IdentityNotice.nullable(),
  head: MonthHead,
  months: z.array(z.object({ month: Month, label: z.string() })),
  reads: z.array(ReadLine),
  readiness: Readiness,
  /** How the chart's enrolment in CCM stood in this month, and since when; `not_yet` starts on that day. */
  enrolment: z.object({
    state: z.enum(["enrolled", "not_yet", "on_hold", "withdrawn", "none", "not_known"]),
    since: Day.nullable(),
  }),
  conditions: z.array(z.object({ label: z.string(), counted: z.boolean(), why: z.string() })),
  billing_practitioner: z.string().nullable(),
  entries: z.array(EntryLine),
  set_aside: z.array(SetAside),
  host_records: z.array(HostRecord),
  amounts_basis: z.string(),
  /** What one unit of each code is worth on that basis; a code without a sourced rate is left out. */
  unit_amounts: z.array(z.object({ code: z.string(), amount_usd: z.number() })),
  questions: z.array(Question),
  decision_complexity: ComplexityQuestion,
  record: RecordPanel,
});
export type MonthView = z.infer<typeof MonthView>;

/** What would be written, shown before anything is sent. */
export const RecordPreview = z.object({
  id: z.string(),
  hash: z.string(),
  patient: z.string(),
  /** How long it may still be confirmed, from when it was answered: no clock of the browser is trusted. */
  valid_seconds: z.int().positive(),
  lines: z.array(z.object({ label: z.string(), value: z.string() })),
  writes: z.array(
    z.object({
      interaction: z.enum(["create", "update", "patch", "none"]),
      resource: z.string(),
      detail: z.string(),
    }),
  ),
});
export type RecordPreview = z.infer<typeof RecordPreview>;

/** Names the patient the screen shows, so that the server can refuse a write meant for another. */
export const PatientRequest = z.strictObject({ patient: z.string() });
export type PatientRequest = z.infer<typeof PatientRequest>;

export const RecordRequest = z.strictObject({ preview: z.string(), patient: z.string() });
export type RecordRequest = z.infer<typeof RecordRequest>;

export const AttestRequest = z.strictObject({
  pointer: Question.shape.pointer,
  patient: z.string(),
  /** True takes an earlier attestation back. */
  withdraw: z.boolean().optional(),
});
export type AttestRequest = z.infer<typeof AttestRequest>;

export const Deliveries = z.object({ deliveries: z.array(Delivery) });
export type Deliveries = z.infer<typeof Deliveries>;
