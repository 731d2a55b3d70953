import type { CarePlanFact, CarePlanRecord } from "../../server/contract/index.ts";
import { type HeldRecord, isKnownNone } from "../our-records.ts";
import { type Chart, type FactSource, type Known, latest, personId } from "./chart.ts";

/** Our comprehensive care plan. A plan of the host EHR's own is never taken for it. */
export const carePlanFacts: FactSource = { type: "CarePlan", pointers: ["/care_plan"], know };

function know(chart: Chart): Known {
  const held = carePlanFor(chart);
  if (held === undefined) return { facts: isKnownNone(chart.records.care_plan) ? { care_plan: null } : {} };
  return { facts: { care_plan: factOf(chart, held.record) }, evidence: { "/care_plan": [held.evidence] } };
}

/** The plan established last by the month's end, else the last of all. */
export function carePlanFor({ records, month }: Chart): HeldRecord<CarePlanRecord> | undefined {
  const { held } = records.care_plan;
  const inTime = held.filter(({ record }) => record.established <= month.latest);
  return latest(inTime.length > 0 ? inTime : held, ({ record }) => record.established);
}

function factOf(chart: Chart, record: CarePlanRecord): CarePlanFact {
  return {
    exists: true,
    electronic: true,
    established: record.established,
    last_reviewed: record.last_reviewed,
    copy_given_to_patient: record.copy_given !== null,
    approved_by: record.approved_by === null ? null : personId(chart, record.approved_by.reference),
    elements: [...new Set(record.elements.map(({ element }) => element))],
  };
}
