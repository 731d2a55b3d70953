import type { FhirResource } from "fhir/r4";
import { patientsOf } from "../fhir/compartment.ts";
import { isObject, isResource } from "../fhir/json.ts";
import { readJson } from "../fhir/json-text.ts";
import { traitsOf } from "../fhir/resource-types.ts";
import { type LoadedResource, targetsOf } from "./load-order.ts";

/** What one line of a file holds. */
type ChartResource =
  | { readonly kind: "resource"; readonly resource: LoadedResource }
  | { readonly kind: "unusable"; readonly why: string };

/**
 * Judges whether a text is a resource a chart can keep: JSON, a type, an id FHIR allows, and a subject where the
 * type is about a patient. That patient need not be known. All else in it may be of any shape.
 */
export function chartResource(text: string): ChartResource {
  const read = readJson(text);
  if (read.kind === "unusable") return read;
  const { value } = read;
  if (!isObject(value)) return unusable("It is not a JSON object.");
  if (!isResource(value) || !/^[A-Z][A-Za-z]+$/.test(value.resourceType))
    return unusable("It has no resourceType.");
  const { resourceType, id } = value;
  if (typeof id !== "string" || !/^[A-Za-z0-9\-.]{1,64}$/.test(id))
    return unusable("It has no id that FHIR allows.");
  if (!hasSubject(value)) return unusable(`A ${resourceType} without a subject belongs in no chart.`);
  const targets = resourceType === "Provenance" ? targetsOf(value) : null;
  return { kind: "resource", resource: { text, reference: `${resourceType}/${id}`, targets } };
}

/** A Provenance names no patient itself: it is about whomever its targets are about. */
function hasSubject(resource: FhirResource): boolean {
  if (resource.resourceType === "Provenance" || !traitsOf(resource.resourceType)?.compartment) return true;
  return patientsOf(resource, () => []).length > 0;
}

function unusable(why: string): ChartResource {
  return { kind: "unusable", why };
}
