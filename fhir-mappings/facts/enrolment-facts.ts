import type { EnrolmentRecord, MonthFacts, Visit, VisitRecord } from "../../server/contract/index.ts";
import { dayIn, moment } from "../fhir-date.ts";
import { type HeldRecord, isKnownNone } from "../our-records.ts";
import { type Chart, type FactSource, type Known, latest, personId } from "./chart.ts";

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

/** The enrolment if it supports this month: one put on hold or withdrawn before the month does not. */
export function enrolmentInForce(chart: Chart): HeldRecord<EnrolmentRecord> | undefined {
  const held = enrolmentOf(chart);
  if (held === undefined || held.record.status === "enrolled") return held;
  return dayIn(chart.timezone, held.record.authored) >= chart.month.earliest ? held : undefined;
}

function know(chart: Chart): Known {
  const held = enrolmentOf(chart);
  if (held === undefined) {
    return { facts: isKnownNone(chart.records.enrolment) ? { ccm_enrollment_start: null } : {} };
  }
  const evidence = Object.fromEntries(pointers.map((pointer) => [pointer, [held.evidence]]));
  const { record } = held;
  if (enrolmentInForce(chart) === undefined) {
    return { facts: record.status === "withdrawn" ? { ccm_enrollment_start: null } : {}, evidence };
  }
  const attested = record.risk === null ? {} : { "/risk_documented": record.risk };
  return { facts: factsOf(chart, record), evidence, attested };
}

function factsOf(chart: Chart, record: EnrolmentRecord): MonthFacts {
  const { reference } = record.billing_practitioner;
  return {
    billing_practitioner: chart.input.billingPractitioner(reference) ?? { id: reference },
    ccm_enrollment_start: record.start,
    risk_documented: record.risk !== null,
    ...visit(chart, "initiating_visit", record.initiating_visit),
    ...visit(chart, "last_face_to_face_before_enrollment", record.last_face_to_face_before_enrolment),
  };
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
