import type { FhirResource } from "fhir/r4";
import * as z from "zod";
import type { ChartType } from "../server/contract/index.ts";
import { localReference, logicalId } from "./fhir-base.ts";
import type { Identified } from "./newest.ts";

export type ChartResource<Type extends ChartType> = Extract<FhirResource, { resourceType: Type }>;

const Named = z.object({ resourceType: z.string(), id: z.string().regex(logicalId) });

/** A resource of the type, with the id that evidence is named by. Everything inside it is still to be read with care. */
export function isResource<Type extends ChartType>(
  value: unknown,
  type: Type,
): value is ChartResource<Type> & Identified {
  return Named.safeParse(value).data?.resourceType === type;
}

/** True when the value is of the type at all, be it usable or not. */
export function claimsType(value: unknown, type: ChartType): boolean {
  return z.object({ resourceType: z.literal(type) }).safeParse(value).success;
}

/** Where each type names its patient. */
const patientElement = {
  Condition: "subject",
  Consent: "patient",
  CarePlan: "subject",
  Encounter: "subject",
  Task: "for",
  Coverage: "beneficiary",
} as const;

/** The types that are searched by patient. */
export type SearchedType = keyof typeof patientElement;

/**
 * True when the resource names this patient of this server by a reference. No reference, an identifier alone,
 * a contained patient or another server's patient of the same id are not this patient.
 */
export function belongsTo(
  resource: object,
  { type, base, patient }: { type: SearchedType; base: string; patient: string },
): boolean {
  const element = patientElement[type];
  const Subject = z.object({ [element]: z.object({ reference: z.string() }) });
  const reference = Subject.safeParse(resource).data?.[element]?.reference;
  return reference !== undefined && localReference(base, reference)?.reference === `Patient/${patient}`;
}
