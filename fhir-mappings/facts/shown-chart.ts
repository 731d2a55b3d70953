import type {
  CarePlanRecord,
  ComplexityStatement,
  ConsentRecord,
  EnrolmentRecord,
  IdentityNotice,
  MonthRecord,
  TimeEntryRecord,
} from "../../server/contract/index.ts";
import type { ChartReads } from "../chart-reads.ts";
import { versionOf } from "../evidence.ts";
import { moment } from "../fhir-date.ts";
import { at, listAt } from "../fhir-node.ts";
import { identityNotice } from "../identity.ts";
import type { HeldRecord, RecordSetAside } from "../our-records.ts";
import { ourValues } from "../our-resource.ts";
import { type PatientParts, readPatient } from "../patient.ts";
import { ownReference, referenceOf } from "../references.ts";
import { ourIdentifiers } from "../systems.ts";
import { carePlanFor } from "./care-plan-facts.ts";
import { type Chart, latest } from "./chart.ts";
import { statedComplexity } from "./complexity-facts.ts";
import { concernsMonth } from "./concerns-month.ts";
import { consentFor } from "./consent-facts.ts";
import { doubtfulRecords } from "./doubtful-records.ts";
import { type EnrolmentInMonth, enrolmentInMonth, enrolmentOf } from "./enrolment-facts.ts";
import { type HostRecord, hostCarePlans, hostConsents } from "./host-records.ts";
import { type ShownCondition, shownConditions } from "./shown-conditions.ts";
import { entriesOf } from "./time-entry-facts.ts";

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
  /** What the EHR says of the record itself: merged, out of use, or one of several. */
  readonly identity: IdentityNotice | null;
  /** The month's entries that stand, in the order of the facts' `time_entries`. */
  readonly entries: readonly HeldRecord<TimeEntryRecord>[];
  /** Resources that bear our identifier and count nothing, of every kind that may concern this month. */
  readonly setAside: readonly ShownAside[];
  readonly conditions: readonly ShownCondition[];
  readonly hostRecords: readonly HostRecord[];
  /** The enrolment as the EHR holds it now, whatever it was in this month. */
  readonly enrolment: HeldRecord<EnrolmentRecord> | null;
  /** What the enrolment was in this month, and the day that began. */
  readonly enrolmentState: EnrolmentInMonth["state"];
  readonly since: EnrolmentInMonth["since"];
  readonly consent: HeldRecord<ConsentRecord> | null;
  readonly carePlan: ShownCarePlan;
  readonly month: ShownMonth | null;
  /** The answer that holds on the month's decision complexity. */
  readonly complexity: ComplexityStatement | null;
}

/** Gathers what a screen shows beside the facts. */
export function shownChart(chart: Chart): ShownChart {
  const { reads, today } = chart;
  const enrolment = enrolmentInMonth(chart);
  const [patient] = reads.Patient.resources;
  return {
    reads,
    patient: patient === undefined ? null : readPatient(patient, today),
    identity: identityNotice(patient),
    entries: entriesOf(chart).held,
    setAside: setAside(chart),
    conditions: shownConditions(chart),
    hostRecords: [...hostConsents(reads), ...hostCarePlans(reads), ...doubtfulRecords(chart)],
    enrolment: enrolmentOf(chart) ?? null,
    enrolmentState: enrolment.state,
    since: enrolment.since,
    consent: consentFor(chart) ?? null,
    carePlan: shownCarePlan(chart),
    month: shownMonth(chart),
    complexity: statedComplexity(chart)?.statement ?? null,
  };
}

/** A resource that bears our identifier and counts nothing, with the reason in words. */
type ShownAside = Omit<RecordSetAside, "resource">;

/** What is set aside of every kind; of time entries and months only what may concern this month. */
function setAside(chart: Chart): ShownAside[] {
  const { enrolment, consent, care_plan, month } = chart.records;
  const all = [
    ...entriesOf(chart).setAside,
    ...[enrolment, consent, care_plan].flatMap((one) => one.setAside),
    ...month.setAside.filter(({ resource }) => concernsMonth(chart, resource) || isOfMonth(chart, resource)),
  ];
  return all.map(({ artefact, kind, reference, version, why }) => ({
    artefact,
    kind,
    reference,
    version,
    why,
  }));
}

function shownCarePlan(chart: Chart): ShownCarePlan {
  const held = carePlanFor(chart);
  if (held !== undefined) return ownPlan(held);
  const [aside] = chart.records.care_plan.setAside.filter(({ kind }) => kind !== "retracted");
  if (aside !== undefined) return notOurs(aside, aside.why);
  const [host] = hostCarePlans(chart.reads);
  if (host !== undefined) return notOurs(host, `${noPlanOfOurs} The plan shown is the EHR's own.`);
  const complete = chart.reads.CarePlan.outcome === "complete";
  const none = { reference: null, version: null, activities: [] };
  return complete
    ? { ...none, state: "none", detail: "The EHR holds no care plan of this patient." }
    : { ...none, state: "not_known", detail: "The care plans of this patient could not all be read." };
}

const noPlanOfOurs = "The EHR holds no comprehensive care plan made with CareMonth.";

type Place = Pick<ShownCarePlan, "reference" | "version">;

function notOurs({ reference, version }: Place, detail: string): ShownCarePlan {
  return { state: "not_ours", reference, version, activities: [], detail };
}

function ownPlan({ reference, version, resource }: HeldRecord<CarePlanRecord>): ShownCarePlan {
  const activities = listAt(resource, "activity").flatMap((one) => referenceOf(at(one, "reference")) ?? []);
  return { state: "ours", reference, version, activities, detail: "" };
}

/** The month's Task, found by its identifier even where its content cannot be read. */
function shownMonth(chart: Chart): ShownMonth | null {
  const { held: months } = chart.records.month;
  const held = months.filter(({ record }) => record.month === chart.input.month);
  const newest = latest(held, ({ record }) => moment(record.as_of));
  if (newest !== undefined) return newest;
  const unread = chart.reads.Task.resources.find((task) => isOfMonth(chart, task));
  const reference = ownReference(unread);
  return reference === undefined ? null : { reference, version: versionOf(unread), record: null };
}

/** Whether a Task bears the identifier of this month. */
function isOfMonth({ input }: Chart, task: unknown): boolean {
  return ourValues(task, ourIdentifiers.month).some((value) => input.verify("month", input.month, value));
}
