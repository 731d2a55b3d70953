import type { ChartRead, ChartReads } from "../chart-reads.ts";
import { labelOf } from "../coding.ts";
import { versionOf } from "../evidence.ts";
import { listAt, textAt } from "../fhir-node.ts";
import { ourValues } from "../our-resource.ts";
import { ownReference } from "../references.ts";
import { ourIdentifiers } from "../systems.ts";

/** A record of the host EHR's own that is worth showing and never sufficient. */
export interface HostRecord {
  readonly type: "Consent" | "CarePlan" | "Encounter" | "Coverage";
  readonly reference: string;
  readonly version: string | null;
  readonly label: string;
  readonly why: string;
}

const over = ["draft", "proposed", "rejected", "inactive", "entered-in-error"];

/** The Consents of the EHR's own that may be in force. One of them may be to chronic care management: nobody here can tell. */
export function hostConsentsInForce({ Consent }: ChartReads): readonly unknown[] {
  return foreignIn(Consent, ourIdentifiers.consent).filter(mayBeInForce);
}

function mayBeInForce(consent: unknown): boolean {
  return !over.includes(textAt(consent, "status") ?? "");
}

/** The Consents of the EHR's own, each with why it does not suffice. */
export function hostConsents({ Consent }: ChartReads): HostRecord[] {
  return foreignIn(Consent, ourIdentifiers.consent).map((one) =>
    hostRecord("Consent", one, mayBeInForce(one) ? consentInForce : consentOver),
  );
}

const consentInForce =
  "It was not made with CareMonth, so whether it is a consent to chronic care management is not known.";
const consentOver = "It is not in force, and it was not made with CareMonth.";

/** The CarePlans of the EHR's own, which nearly every chart holds: none is ever taken for the comprehensive care plan. */
export function hostCarePlans({ CarePlan }: ChartReads): HostRecord[] {
  return foreignIn(CarePlan, ourIdentifiers.care_plan).map((one) => hostRecord("CarePlan", one, notOurPlan));
}

const notOurPlan =
  "It is the EHR's own plan, not a comprehensive care plan made with CareMonth, and is never taken for one.";

function foreignIn(read: ChartRead, system: string): readonly unknown[] {
  return read.resources.filter((resource) => ourValues(resource, system).length === 0);
}

function hostRecord(type: HostRecord["type"], resource: unknown, why: string): HostRecord {
  return {
    type,
    reference: ownReference(resource) ?? type,
    version: versionOf(resource),
    label: textAt(resource, "title") ?? categoryOf(resource) ?? type,
    why,
  };
}

function categoryOf(resource: unknown): string | undefined {
  return listAt(resource, "category").flatMap((category) => labelOf(category) ?? [])[0];
}
