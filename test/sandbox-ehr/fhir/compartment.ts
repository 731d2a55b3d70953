import type { FhirResource } from "fhir/r4";
import { valuesAt } from "./json.ts";
import { localReference } from "./reference.ts";

const subjects = ["subject", "patient", "for", "beneficiary", "securityContext"];

/** The patients of another resource in the store, by its type and id. */
export type PatientsBehind = (type: string, id: string) => readonly string[];

/**
 * The ids of every patient of the server at `fhirBase` that a resource says it is about; a Patient is about itself,
 * a Provenance about whom its targets are about, a Group about its members.
 */
export function patientsOf(
  resource: FhirResource,
  behind: PatientsBehind,
  fhirBase: string | null = null,
): string[] {
  if (resource.resourceType === "Patient") return resource.id ? [resource.id] : [];
  const named = (paths: readonly string[]) =>
    paths
      .flatMap((path) => valuesAt(resource, `${path}.reference`))
      .flatMap((one) => (typeof one === "string" ? (localReference(one, fhirBase) ?? []) : []));
  const members = resource.resourceType === "Group" ? ["member.entity"] : [];
  const targets = named(resource.resourceType === "Provenance" ? ["target"] : []);
  const direct = [...named([...subjects, ...members]), ...targets].filter(({ type }) => type === "Patient");
  return [
    ...new Set([...direct.map(({ id }) => id), ...targets.flatMap(({ type, id }) => behind(type, id))]),
  ];
}

/** `p01` of `Patient/p01` and `<fhirBase>/Patient/p01`; whatever else there is, a bare id as well, stays as it is. */
export function patientId(reference: string, fhirBase: string | null = null): string {
  const local = localReference(reference, fhirBase);
  return local?.type === "Patient" ? local.id : reference;
}
