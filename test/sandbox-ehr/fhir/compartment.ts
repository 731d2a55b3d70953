import type { FhirResource } from "fhir/r4";
import { valuesAt } from "./json.ts";

const subjects = ["subject", "patient", "for", "beneficiary"];

/** The ids of every patient a resource says it is about; a Patient is about itself. */
export function patientsOf(resource: FhirResource): string[] {
  if (resource.resourceType === "Patient") return resource.id ? [resource.id] : [];
  const references = subjects.flatMap((name) => valuesAt(resource, `${name}.reference`));
  return [...new Set(references.map((one) => patientId(String(one))))];
}

/** `p01` of `p01`, `Patient/p01` and `https://…/fhir/Patient/p01`. */
export function patientId(reference: string): string {
  return reference.replace(/^(?:.*\/)?Patient\//, "");
}
