import type {
  CarePlanRecord,
  ConsentRecord,
  EnrolmentRecord,
  MonthRecord,
  TimeEntryRecord,
} from "../../server/contract/index.ts";
import type { ChartRead, ChartReads } from "../chart-reads.ts";
import { labelOf } from "../coding.ts";
import { versionOf } from "../evidence.ts";
import { moment } from "../fhir-date.ts";
import { at, listAt, textAt } from "../fhir-node.ts";
import type { HeldRecord, RecordSetAside } from "../our-records.ts";
import { ourValues } from "../our-resource.ts";
import { type PatientParts, readPatient } from "../patient.ts";
import { ownReference, referenceOf } from "../references.ts";
import { ourIdentifiers } from "../systems.ts";
import { carePlanFor } from "./care-plan-facts.ts";
import { type Chart, latest } from "./chart.ts";
import { consentFor } from "./consent-facts.ts";
import { enrolmentOf } from "./enrolment-facts.ts";
import { type ShownCondition, shownConditions } from "./shown-conditions.ts";
import { entriesOf } from "./time-entry-facts.ts";

/** A Consent or CarePlan of the host EHR's own: worth showing, never sufficient. */
interface HostRecord {
  readonly type: "Consent" | "CarePlan";
  readonly reference: string;
  readonly version: string | null;
  readonly label: string;
  readonly why: string;
}

/** What the EHR holds of our care plan. `activities` are the references its activities hold. */
interface ShownCarePlan {
  readonly state: "ours" | "not_ours" | "none" | "not_known";
  readonly reference: string | null;
  readonly version: string | null;
  readonly activities: readonly string[];
  readonly detail: string;
}

/** Our Task for the month in the EHR; `record` is null where it bears the month's identifier but cannot be read. */
interface ShownMonth {
  readonly reference: string;
  readonly version: string | null;
  readonly record: MonthRecord | null;
}

/** What a screen shows of the chart beside the facts. */
export interface ShownChart {
  /** The reads after this patient's resources were checked; what a person is told of each read. */
  readonly reads: ChartReads;
  /** Null where the patient was not read. */
  readonly patient: PatientParts | null;
  /** The month's entries that stand, in the order of the facts' `time_entries`. */
  readonly entries: readonly HeldRecord<TimeEntryRecord>[];
  /** Resources that bear our identifier and count nothing, of every kind. */
  readonly setAside: readonly RecordSetAside[];
  readonly conditions: readonly ShownCondition[];
  readonly hostRecords: readonly HostRecord[];
  readonly enrolment: HeldRecord<EnrolmentRecord> | null;
  readonly consent: HeldRecord<ConsentRecord> | null;
  readonly carePlan: ShownCarePlan;
  readonly month: ShownMonth | null;
}

/** Gathers what a screen shows beside the facts. */
export function shownChart(chart: Chart): ShownChart {
  const { reads, records, today } = chart;
  const [patient] = reads.Patient.resources;
  const entries = entriesOf(chart);
  return {
    reads,
    patient: patient === undefined ? null : readPatient(patient, today),
    entries: entries.held,
    setAside: [
      ...entries.setAside,
      ...[records.enrolment, records.consent, records.care_plan, records.month].flatMap(
        ({ setAside }) => setAside,
      ),
    ],
    conditions: shownConditions(chart),
    hostRecords: [...hostRecords(reads.Consent), ...hostRecords(reads.CarePlan)],
    enrolment: enrolmentOf(chart) ?? null,
    consent: consentFor(chart) ?? null,
    carePlan: shownCarePlan(chart),
    month: shownMonth(chart),
  };
}

const insufficient = {
  Consent: "It is not a chronic care management consent made with CareMonth, so it proves none.",
  CarePlan: "It is not a comprehensive care plan made with CareMonth, so it proves none.",
} as const;

function hostRecords(read: ChartReads["Consent"] | ChartReads["CarePlan"]): HostRecord[] {
  const type = read.type === "Consent" ? "Consent" : "CarePlan";
  const system = type === "Consent" ? ourIdentifiers.consent : ourIdentifiers.care_plan;
  return foreignOf(read, system).map((resource) => ({
    type,
    reference: ownReference(resource) ?? type,
    version: versionOf(resource),
    label: textAt(resource, "title") ?? categoryOf(resource) ?? type,
    why: insufficient[type],
  }));
}

function foreignOf(read: ChartRead, system: string): readonly unknown[] {
  return read.resources.filter((resource) => ourValues(resource, system).length === 0);
}

function categoryOf(resource: unknown): string | undefined {
  return listAt(resource, "category").flatMap((category) => labelOf(category) ?? [])[0];
}

function shownCarePlan(chart: Chart): ShownCarePlan {
  const held = carePlanFor(chart);
  if (held !== undefined) return ownPlan(held);
  const [aside] = chart.records.care_plan.setAside.filter(({ kind }) => kind !== "retracted");
  if (aside !== undefined) return { ...aside, state: "not_ours", activities: [], detail: aside.why };
  const [host] = hostRecords(chart.reads.CarePlan);
  if (host !== undefined) return { ...host, state: "not_ours", activities: [], detail: host.why };
  const complete = chart.reads.CarePlan.outcome === "complete";
  const none = { reference: null, version: null, activities: [] };
  return complete
    ? { ...none, state: "none", detail: "The EHR holds no care plan of this patient." }
    : { ...none, state: "not_known", detail: "The care plans of this patient could not all be read." };
}

function ownPlan({ reference, version, resource }: HeldRecord<CarePlanRecord>): ShownCarePlan {
  const activities = listAt(resource, "activity").flatMap((one) => referenceOf(at(one, "reference")) ?? []);
  return { state: "ours", reference, version, activities, detail: "" };
}

/** The month's Task, found by its identifier even where its content cannot be read. */
function shownMonth({ records, reads, input }: Chart): ShownMonth | null {
  const held = records.month.held.filter(({ record }) => record.month === input.month);
  const newest = latest(held, ({ record }) => moment(record.as_of));
  if (newest !== undefined) return newest;
  const [unread] = reads.Task.resources.filter((task) =>
    ourValues(task, ourIdentifiers.month).some((value) => input.verify("month", input.month, value)),
  );
  const reference = ownReference(unread);
  return reference === undefined ? null : { reference, version: versionOf(unread), record: null };
}
