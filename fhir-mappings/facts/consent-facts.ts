import type { ConsentFact, ConsentRecord } from "../../server/contract/index.ts";
import { evidenceOf } from "../evidence.ts";
import { dayIn } from "../fhir-date.ts";
import { type HeldRecord, isKnownNone } from "../our-records.ts";
import { type Chart, type FactSource, type Known, latest, personId } from "./chart.ts";
import { hostConsentsInForce } from "./host-records.ts";

/**
 * Our consent as it stood for the month. A Consent of the host EHR's own is never taken for it; but one in force
 * may be about chronic care management, so beside it no consent is not known to be none.
 */
export const consentFacts: FactSource = { type: "Consent", pointers: ["/consent"], know };

function know(chart: Chart): Known {
  const held = consentFor(chart);
  if (held === undefined) return withoutOurs(chart);
  return { facts: { consent: factOf(chart, held.record) }, evidence: { "/consent": [held.evidence] } };
}

function withoutOurs({ records, reads }: Chart): Known {
  const hosts = hostConsentsInForce(reads);
  if (hosts.length === 0) return { facts: isKnownNone(records.consent) ? { consent: null } : {} };
  return { facts: {}, evidence: { "/consent": hosts.map((one) => evidenceOf(reads.Consent, one)) } };
}

/** The last consent obtained by the month's end, else the first after it; of one day, the one that says no. */
export function consentFor(chart: Chart): HeldRecord<ConsentRecord> | undefined {
  const day = ({ record }: HeldRecord<ConsentRecord>) => dayIn(chart.timezone, record.obtained);
  const inTime = chart.records.consent.held.filter((one) => day(one) <= chart.month.latest);
  const order = (one: HeldRecord<ConsentRecord>) => `${day(one)} ${one.record.status === "active" ? 0 : 1}`;
  return latest(inTime.length > 0 ? inTime : chart.records.consent.held, order);
}

function factOf(chart: Chart, record: ConsentRecord): ConsentFact {
  return {
    status: statusOf(record),
    scope: "ccm",
    obtained: record.obtained,
    mode: record.mode,
    documented: true,
    elements: record.elements,
    billing_practitioner: personId(chart, record.billing_practitioner.reference),
    revoked: record.revoked,
    ...(record.given_by === "" ? {} : { given_by: record.given_by }),
  };
}

/** A withdrawal with its date is a consent that ended then; without one, it is not in force at all. */
function statusOf({ status, revoked }: ConsentRecord): string {
  if (status !== "withdrawn") return status;
  return revoked === null ? "inactive" : "active";
}
