import type { FhirResource } from "fhir/r4";
import { valuesAt } from "./json.ts";

const subjects = ["subject", "patient", "for", "beneficiary", "securityContext"];

/** The patients of another resource in the store, by its reference. */
export type PatientsBehind = (reference: string) => readonly string[];

/**
 * The ids of every patient a resource says it is about; a Patient is about itself, a Provenance about whom its
 * targets are about.
 */
export function patientsOf(resource: FhirResource, behind: PatientsBehind): string[] {
  if (resource.resourceType === "Patient") return resource.id ? [resource.id] : [];
  const named = subjects.flatMap((name) => valuesAt(resource, `${name}.reference`).map(String));
  const targets = resource.resourceType === "Provenance" ? valuesAt(resource, "target.reference") : [];
  const direct = [...named, ...targets.map(String).filter(isPatient)].map(patientId);
  return [...new Set([...direct, ...targets.flatMap((one) => behind(String(one)))])];
}

const isPatient = (reference: string) => /(^|\/)Patient\//.test(reference);

/** `p01` of `p01`, `Patient/p01` and `https://…/fhir/Patient/p01`. */
export function patientId(reference: string): string {
  return reference.replace(/^(?:.*\/)?Patient\//, "");
}
