import type { Condition, FhirResource, Observation, Patient } from "fhir/r4";
import { seedPanel } from "./seed-panel.ts";

/** Everything the panel put into one patient's chart, read from the resources alone. */
export interface PanelPatient {
  readonly id: string;
  readonly patient: Patient;
  /** The present day, `YYYY-MM-DD`. */
  readonly today: string;
  readonly resources: readonly FhirResource[];
}

/** The two hundred charts as seen at a moment, as a program finds them that knows FHIR and nothing of the plan. */
export function panelCharts(now: Date): PanelPatient[] {
  const resources = seedPanel(now).map(
    (one): FhirResource => (typeof one === "string" ? JSON.parse(one) : one),
  );
  const charts = grouped(resources);
  return ofType(resources, "Patient").map((patient) => ({
    id: patient.id ?? "",
    patient,
    today: now.toISOString().slice(0, 10),
    resources: charts.get(`Patient/${patient.id}`) ?? [],
  }));
}

function grouped(resources: readonly FhirResource[]): Map<string, FhirResource[]> {
  const charts = new Map<string, FhirResource[]>();
  for (const one of resources) {
    const subject = subjectOf(one);
    charts.set(subject, [...(charts.get(subject) ?? []), one]);
  }
  return charts;
}

function subjectOf(resource: FhirResource): string {
  const found = /"(?:subject|patient|beneficiary)":\s*\{"reference":\s*"([^"]+)"/.exec(
    JSON.stringify(resource),
  );
  return found?.[1] ?? "";
}

export function ofType<Type extends FhirResource["resourceType"]>(
  resources: readonly FhirResource[],
  type: Type,
): Extract<FhirResource, { resourceType: Type }>[] {
  return resources.filter(
    (one): one is Extract<FhirResource, { resourceType: Type }> => one.resourceType === type,
  );
}

/** The ICD-10-CM and SNOMED CT codes of the problems that are active and confirmed. */
export function activeCodes({ resources }: PanelPatient): Set<string> {
  const active = ofType(resources, "Condition").filter(isActive);
  return new Set(active.flatMap(({ code }) => code?.coding?.map((one) => one.code ?? "") ?? []));
}

function isActive({ clinicalStatus, verificationStatus }: Condition): boolean {
  const [clinical] = clinicalStatus?.coding ?? [];
  return (
    ["active", "recurrence"].includes(clinical?.code ?? "") &&
    verificationStatus?.coding?.[0]?.code === "confirmed"
  );
}

/** The values measured under a LOINC code, oldest first. */
export function valuesOf({ resources }: PanelPatient, loinc: string): number[] {
  return observed(resources, loinc).map(({ valueQuantity }) => valueQuantity?.value ?? Number.NaN);
}

function observed(resources: readonly FhirResource[], loinc: string): Observation[] {
  return ofType(resources, "Observation")
    .filter(({ code }) => code.coding?.[0]?.code === loinc)
    .toSorted((one, other) => ((one.effectiveDateTime ?? "") < (other.effectiveDateTime ?? "") ? -1 : 1));
}

/** Whether a medicine is prescribed whose text has one of these words. */
export function takes({ resources }: PanelPatient, ...words: readonly string[]): boolean {
  const texts = ofType(resources, "MedicationRequest").map(({ medicationCodeableConcept }) =>
    (medicationCodeableConcept?.text ?? "").toLowerCase(),
  );
  return texts.some((text) => words.some((word) => text.includes(word)));
}

/** Whole years from one day to a later one. */
export function yearsBetween(from: string, to: string): number {
  return Number(to.slice(0, 4)) - Number(from.slice(0, 4)) - (to.slice(5, 10) < from.slice(5, 10) ? 1 : 0);
}
