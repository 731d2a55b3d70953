import type { FhirResource } from "fhir/r4";
import { patientsOf } from "../fhir/compartment.ts";
import { isObject, isResource } from "../fhir/json.ts";
import { traitsOf } from "../fhir/resource-types.ts";

/** What one line of a file holds. */
type ChartResource = { readonly kind: "resource" } | { readonly kind: "unusable"; readonly why: string };

/**
 * Judges whether a text is a resource a chart can keep: JSON, a type, an id FHIR allows, and a subject where the
 * type is about a patient. That patient need not be known.
 */
export function chartResource(text: string): ChartResource {
  const parsed = parsedOrNull(text);
  if (!isObject(parsed)) return unusable("It is not a JSON object.");
  if (!isResource(parsed)) return unusable("It has no resourceType.");
  if (!/^[A-Za-z0-9\-.]{1,64}$/.test(parsed.id ?? "")) return unusable("It has no id that FHIR allows.");
  if (!hasSubject(parsed)) return unusable(`A ${parsed.resourceType} without a subject belongs in no chart.`);
  return { kind: "resource" };
}

/** A Provenance names no patient itself: it is about whomever its targets are about. */
function hasSubject(resource: FhirResource): boolean {
  if (resource.resourceType === "Provenance" || !traitsOf(resource.resourceType)?.compartment) return true;
  return patientsOf(resource, () => []).length > 0;
}

function unusable(why: string): ChartResource {
  return { kind: "unusable", why };
}

function parsedOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
