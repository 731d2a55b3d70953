import type { EnrolmentRecord, MonthFacts, Visit, VisitRecord } from "../../server/contract/index.ts";
import { dayIn, moment } from "../fhir-date.ts";
import { type HeldRecord, isKnownNone } from "../our-records.ts";
import { type Chart, type FactSource, type Known, latest, personId } from "./chart.ts";
import { isPractitionersWord } from "./practitioners-word.ts";

const pointers = [
  "/billing_practitioner",
  "/ccm_enrollment_start",
  "/risk_documented",
  "/initiating_visit",
  "/last_face_to_face_before_enrollment",
];

/** What our enrolment says: with whom, since when, the risk, and the visits it rests on. */
export const enrolmentFacts: FactSource = { type: "Task", pointers, know };

/** The enrolment that holds: the one written last. Undefined unless the Tasks were read completely. */
export function enrolmentOf({ reads, records }: Chart): HeldRecord<EnrolmentRecord> | undefined {
  if (reads.Task.outcome !== "complete") return undefined;
  return latest(records.enrolment.held, ({ record }) => moment(record.authored));
}

/** The enrolment if it supports this month: one begun after the month, or put on hold or withdrawn before it, does not. */
export function enrolmentInForce(chart: Chart): HeldRecord<EnrolmentRecord> | undefined {
  const held = enrolmentOf(chart);
  if (held === undefined || !hasBegun(chart, held.record)) return undefined;
  if (held.record.status === "enrolled") return held;
  return changedOn(chart, held.record) >= chart.month.earliest ? held : undefined;
}

function hasBegun({ month }: Chart, { start }: EnrolmentRecord): boolean {
  return start <= month.latest;
}

/** The day the enrolment was put on hold or withdrawn. */
function changedOn({ timezone }: Chart, { authored }: EnrolmentRecord): string {
  return dayIn(timezone, authored);
}

/** What the enrolment was in the month; `since` is the day that began, null where there was none or it is not known. */
export interface EnrolmentInMonth {
  readonly state: EnrolmentRecord["status"] | "none" | "not_known";
  readonly since: string | null;
}

/** The enrolment's state at the end of the month: what was done later is not told of it. */
export function enrolmentInMonth(chart: Chart): EnrolmentInMonth {
  const held = enrolmentOf(chart);
  if (held === undefined) {
    const none = chart.reads.Task.outcome === "complete" && isKnownNone(chart.records.enrolment);
    return { state: none ? "none" : "not_known", since: null };
  }
  const { record } = held;
  if (!hasBegun(chart, record)) return { state: "none", since: null };
  const changed = changedOn(chart, record);
  return record.status === "enrolled" || changed > chart.month.latest
    ? { state: "enrolled", since: record.start }
    : { state: record.status, since: changed };
}

function know(chart: Chart): Known {
  const held = enrolmentOf(chart);
  if (held === undefined) {
    return { facts: isKnownNone(chart.records.enrolment) ? { ccm_enrollment_start: null } : {} };
  }
  const evidence = Object.fromEntries(pointers.map((pointer) => [pointer, [held.evidence]]));
  const { record } = held;
  if (enrolmentInForce(chart) === undefined) {
    const onHold = record.status === "on_hold" && hasBegun(chart, record);
    return { facts: onHold ? {} : { ccm_enrollment_start: null }, evidence };
  }
  const { risk } = record;
  const attested = risk !== null && isPractitionersWord(risk) ? { "/risk_documented": risk } : {};
  return { facts: factsOf(chart, record), evidence, attested };
}

function factsOf(chart: Chart, record: EnrolmentRecord): MonthFacts {
  const { reference } = record.billing_practitioner;
  return {
    billing_practitioner: chart.input.billingPractitioner(reference) ?? { id: reference },
    ccm_enrollment_start: record.start,
    ...riskFact(record),
    ...visit(chart, "initiating_visit", record.initiating_visit),
    ...visit(chart, "last_face_to_face_before_enrollment", record.last_face_to_face_before_enrolment),
  };
}

/** Known to be missing where nobody stated it; what only staff stated awaits a practitioner and is not known. */
function riskFact({ risk }: EnrolmentRecord): MonthFacts {
  if (risk === null) return { risk_documented: false };
  return isPractitionersWord(risk) ? { risk_documented: true } : {};
}

type VisitFact = "initiating_visit" | "last_face_to_face_before_enrollment";

/** A visit the enrolment does not name is not known to be missing: nobody said there was none. */
function visit(chart: Chart, fact: VisitFact, record: VisitRecord | null): MonthFacts {
  if (record === null) return {};
  const { date, code, by, ccm_discussed } = record;
  const known: Visit = {
    date,
    by: personId(chart, by),
    ...(code === "" ? {} : { code }),
    ...(ccm_discussed === null ? {} : { ccm_discussed }),
  };
  return { [fact]: known };
}
