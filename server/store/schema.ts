import type { Generated } from "kysely";

/*
 * The tables as the code sees them. `*_key` and `*_hash` are keyed or hashed stand-ins; a column named in a
 * comment as sealed holds AES-256-GCM text (keys/sealing.ts). Instants are ISO strings in UTC.
 */

/** A launch between leaving for the EHR's sign-in and coming back. */
interface PendingLaunchTable {
  state_hash: string;
  /** Hash of the cookie of the browser that began, so that no other browser can finish. */
  browser_hash: string;
  /** Sealed: the connection's iss and what the launch module needs to finish. */
  pending: string;
  expires: string;
}

/** A launch: one user, one EHR and one patient, or none where it came from outside every chart, until it ends. */
export interface LaunchTable {
  id: string;
  practice: string;
  /** Null in a launch from outside every chart. */
  patient_key: string | null;
  user_key: string;
  /** Sealed LaunchContext or PanelContext. */
  context: string;
  /** Sealed LaunchTokens; empty where there are none to use, or none any more. */
  tokens: string;
  secret_hash: string;
  /** Null once a cookie was presented: the bearer is then void for good. */
  bearer_hash: string | null;
  created: string;
  last_active: string;
  expires: string;
  ended: string | null;
  ended_because: LaunchEnd | null;
  /** Counts how often `tokens` changed: whoever renews them may store only over those they began with. */
  token_generation: number;
  /** `sent`: a process is exchanging the refresh token. `resting`: the EHR could not do it and is left alone. */
  refresh: "sent" | "resting" | null;
  /** Until when, on the database's clock, that holds; the answer to a refresh sent longer ago is lost. */
  refresh_until: string | null;
}

/** `named_other_*`: a refresh answered for somebody else than the launch was opened for. */
export type LaunchEnd = "log_off" | "other_user" | "named_other_patient" | "named_other_user";

/** One link of the audit chain; see audit/audit-log.ts. */
export interface AuditEntryTable {
  seq: number;
  at: string;
  kind: string;
  practice: string | null;
  actor_key: string | null;
  patient_key: string | null;
  launch_key: string | null;
  /** Sealed: who, and the particulars. */
  details: string;
  prev_mac: string;
  mac: string;
}

/** The one row that says how long the audit chain is and how it ends. */
interface AuditHeadTable {
  id: number;
  count: number;
  mac: string;
  seal: string;
}

/** A fact a named person vouched for, for one patient-month. */
export interface AttestationTable {
  id: string;
  practice: string;
  patient_key: string;
  month: string;
  /** JSON pointer into the month's facts. */
  pointer: string;
  /** Sealed Attestation. */
  attested: string;
  at: string;
}

/** What a user was shown before confirming; it can be confirmed once, and not for long. */
export interface MonthPreviewTable {
  id: string;
  launch: string;
  month: string;
  /** Sealed: what would be written. */
  content: string;
  expires: string;
  used: string | null;
}

/** One write to the EHR that a user confirmed; see outbox/. */
export interface DeliveryTable {
  id: string;
  launch: string;
  practice: string;
  patient_key: string;
  user_key: string;
  month: string;
  what: "month" | "care_plan_link";
  state: "queued" | "sending" | "confirmed" | "rejected" | "unknown";
  conflict: boolean;
  lookups: number;
  /** Look-ups in a row that did not find it. */
  absences: number;
  /** The delivery that must be confirmed before this one is sent. */
  follows: string | null;
  /** When it was last sent, and last looked up. */
  sent: string | null;
  looked: string | null;
  /** When the next step is taken by itself; null where a person takes it. */
  due: string | null;
  /** Until when, on the database's clock, one process works on it; past, another may take it over. */
  lease: string | null;
  /** Sealed: what is sent, and in whose name. */
  payload: string;
  /** Sealed: reference, version and issues. */
  result: string | null;
  created: string;
  changed: string;
}

/** What a user had typed about a patient and not yet saved; see drafts/. */
interface DraftTable {
  /** Keyed: practice, EHR, user, patient and the place on the screen. */
  id: string;
  /** Sealed text. */
  content: string;
  saved: string;
  expires: string;
}

/** A decision of a practice about itself, in force from its day on until the next of the same key. Never changed. */
interface SettingChangeTable {
  /** The later of two for the same day holds. */
  seq: Generated<number>;
  practice: string;
  key: string;
  /** JSON; null takes the setting back to its default. */
  value: string;
  from_day: string;
  /** Who decided, by name. */
  by: string;
  at: string;
}

/** What was said of a person of a practice; the highest version holds. Never changed. */
interface PersonVersionTable {
  practice: string;
  person: string;
  version: number;
  /** JSON PersonFields. */
  fields: string;
  by: string;
  at: string;
}

/** Whose account this is now: an account belongs to one person of a practice. */
interface PersonAccountTable {
  practice: string;
  iss: string;
  user: string;
  person: string;
}

export interface Tables {
  setting_change: SettingChangeTable;
  person_version: PersonVersionTable;
  person_account: PersonAccountTable;
  draft: DraftTable;
  attestation: AttestationTable;
  month_preview: MonthPreviewTable;
  delivery: DeliveryTable;
  pending_launch: PendingLaunchTable;
  launch: LaunchTable;
  audit_entry: AuditEntryTable;
  audit_head: AuditHeadTable;
}
