import type { FhirResource } from "fhir/r4";
import { textAt } from "../fhir-mappings/fhir-node.ts";
import { patientElement, type SearchedType } from "../fhir-mappings/patient-element.ts";
import type { ReadType } from "../server/contract/index.ts";
import { localReference, logicalId } from "./fhir-base.ts";
import type { Identified } from "./newest.ts";

export type ChartResource<Type extends ReadType> = Extract<FhirResource, { resourceType: Type }>;

/** A resource of the type, with the id that evidence is named by. Everything inside it is still to be read with care. */
export function isResource<Type extends ReadType>(
  value: unknown,
  type: Type,
): value is ChartResource<Type> & Identified {
  return claimsType(value, type) && logicalId.test(textAt(value, "id") ?? "");
}

/** True when the value is of the type at all, be it usable or not. */
export function claimsType(value: unknown, type: ReadType): boolean {
  return textAt(value, "resourceType") === type;
}

/**
 * True when the resource names this patient of this server by a reference. No reference, an identifier alone,
 * a contained patient or another server's patient of the same id are not this patient.
 */
export function belongsTo(
  resource: unknown,
  { type, base, patient }: { type: SearchedType; base: string; patient: string },
): boolean {
  const reference = textAt(resource, patientElement[type], "reference");
  return reference !== undefined && localReference(base, reference)?.reference === `Patient/${patient}`;
}
