import type {
  Artefact,
  CarePlanRecord,
  ConsentRecord,
  EnrolmentRecord,
  Evidence,
  MonthRecord,
  TimeEntryRecord,
} from "../server/contract/index.ts";
import { readCarePlan } from "./care-plan.ts";
import type { ChartRead, ChartReads } from "./chart-reads.ts";
import { readConsent } from "./consent.ts";
import { readEnrolment } from "./enrolment.ts";
import { evidenceOf, versionOf } from "./evidence.ts";
import { readMonthTask } from "./month-task.ts";
import type { Reading } from "./our-resource.ts";
import { ownReference } from "./references.ts";
import { readTimeEntry } from "./time-entry.ts";

/**
 * Whether an identifier's value is the one this practice computes for this patient. `key` is the entry id for
 * a time entry, the month (`YYYY-MM`) for a month, and empty for the other records, of which a patient has one.
 */
export type VerifyIdentifier = (purpose: Artefact, key: string, value: string) => boolean;

/** A record of ours as the EHR holds it. */
export interface HeldRecord<Record> {
  readonly record: Record;
  readonly identifier: string;
  readonly reference: string;
  readonly version: string | null;
  readonly evidence: Evidence;
  readonly resource: unknown;
}

/** A resource that bears our identifier and counts nothing, with the reason in words. */
export interface RecordSetAside {
  readonly artefact: Artefact;
  readonly kind: "unverified" | "unusable" | "retracted" | "superseded" | "duplicate";
  readonly reference: string;
  readonly version: string | null;
  readonly why: string;
  readonly resource: unknown;
}

export interface OurRecords<Record> {
  readonly held: readonly HeldRecord<Record>[];
  readonly setAside: readonly RecordSetAside[];
}

/** The five kinds of record CareMonth keeps, as one chart holds them. */
export interface RecordsInChart {
  readonly enrolment: OurRecords<EnrolmentRecord>;
  readonly consent: OurRecords<ConsentRecord>;
  readonly care_plan: OurRecords<CarePlanRecord>;
  readonly time_entry: OurRecords<TimeEntryRecord>;
  readonly month: OurRecords<MonthRecord>;
}

/** Finds our records in a chart and checks each identifier. */
export function recordsInChart(reads: ChartReads, verify: VerifyIdentifier): RecordsInChart {
  const one = () => "";
  return {
    enrolment: find(reads.Task, { artefact: "enrolment", reader: readEnrolment, key: one, verify }),
    consent: find(reads.Consent, { artefact: "consent", reader: readConsent, key: one, verify }),
    care_plan: find(reads.CarePlan, { artefact: "care_plan", reader: readCarePlan, key: one, verify }),
    time_entry: find(reads.Task, {
      artefact: "time_entry",
      reader: readTimeEntry,
      key: ({ id }) => id,
      verify,
    }),
    month: find(reads.Task, { artefact: "month", reader: readMonthTask, key: ({ month }) => month, verify }),
  };
}

/** Whether a complete read shows that there is no such record: nothing of ours that might be one is left unread. */
export function isKnownNone({ held, setAside }: OurRecords<unknown>): boolean {
  return held.length === 0 && setAside.every(({ kind }) => kind === "retracted");
}

interface Search<Record> {
  readonly artefact: Artefact;
  readonly reader: (resource: unknown) => Reading<Record>;
  readonly key: (record: Record) => string;
  readonly verify: VerifyIdentifier;
}

type Sorted<Record> = { readonly held: HeldRecord<Record> } | { readonly setAside: RecordSetAside };

function find<Record>(read: ChartRead, search: Search<Record>): OurRecords<Record> {
  const sorted = read.resources.flatMap((resource) => sort(read, resource, search));
  return {
    held: sorted.flatMap((one) => ("held" in one ? [one.held] : [])),
    setAside: sorted.flatMap((one) => ("setAside" in one ? [one.setAside] : [])),
  };
}

function sort<Record>(read: ChartRead, resource: unknown, search: Search<Record>): Sorted<Record>[] {
  const { artefact, reader, key, verify } = search;
  const reading = reader(resource);
  if (reading.kind === "not_ours") return [];
  const reference = ownReference(resource);
  const place = { reference: reference ?? read.type, version: versionOf(resource), resource };
  if (reading.kind !== "record") return [{ setAside: { artefact, ...place, ...reading } }];
  const { record, identifier } = reading;
  if (reference === undefined)
    return [{ setAside: { artefact, ...place, kind: "unusable", why: withoutId } }];
  if (!verify(artefact, key(record), identifier)) {
    return [{ setAside: { artefact, ...place, kind: "unverified", why: notOurValue } }];
  }
  const evidence = evidenceOf(read, resource);
  return [{ held: { record, identifier, evidence, resource, reference, version: place.version } }];
}

const withoutId = "The EHR gave it no id, so nothing can point at it.";
const notOurValue = "Its CareMonth identifier was not made for this patient by this practice.";
