import { historyBundle } from "./bundle.ts";
import { answerWith, type FhirAnswer, type FhirCall, type FhirService, presented } from "./fhir-service.ts";
import { requireCompartment, requireSifted } from "./permissions.ts";
import { refusal } from "./refusal.ts";
import type { Stored } from "./resource-store.ts";
import { traitsOf } from "./resource-types.ts";

export function read(service: FhirService, call: FhirCall): FhirAnswer {
  const stored = found(service.store.current(call.type, call.id), call);
  return rawContent(stored, call) ?? answerWith(service, stored);
}

export function vread(service: FhirService, call: FhirCall): FhirAnswer {
  return answerWith(service, found(service.store.version(call.type, call.id, call.version), call));
}

export function history(service: FhirService, call: FhirCall): FhirAnswer {
  const { store, fhirBase } = service;
  found(store.current(call.type, call.id), call);
  const versions = store.history(call.type, call.id).filter((one) => isInside(one, call));
  const shown = versions.map((stored) => ({ stored, text: presented(service, stored) }));
  return { status: 200, body: historyBundle(fhirBase, shown) };
}

/** Every version of every resource of a type that the token may see, newest first. */
export function typeHistory(service: FhirService, { access, sieve, type }: FhirCall): FhirAnswer {
  const versions = candidates(service, type, access.patient)
    .flatMap(({ id }) => service.store.history(type, id))
    .filter((one) => isInside(one, { access, sieve }))
    .toSorted((left, right) => right.lastUpdated.localeCompare(left.lastUpdated));
  const shown = versions.map((stored) => ({ stored, text: presented(service, stored) }));
  return { status: 200, body: historyBundle(service.fhirBase, shown) };
}

/** What a token for this patient, or for the whole practice when null, may find of a type at all. */
export function candidates({ store }: FhirService, type: string, patient: string | null): Stored[] {
  return traitsOf(type)?.compartment && patient !== null ? store.ofPatient(type, patient) : store.list(type);
}

/** A version that was once in another chart is not shown to the token of this one. */
function isInside(stored: Stored, { access, sieve }: Pick<FhirCall, "access" | "sieve">): boolean {
  const { patient } = access;
  const shared = patient === null || !traitsOf(stored.type)?.compartment;
  return (shared || stored.patients.includes(patient)) && sieve(stored);
}

/** A Binary comes as what it holds, unless FHIR is asked for. */
function rawContent({ resource }: Stored, { header }: FhirCall): FhirAnswer | null {
  if (resource.resourceType !== "Binary" || header("accept")?.includes("fhir+json")) return null;
  const { contentType, data = "" } = resource;
  return { status: 200, headers: { "content-type": contentType }, body: Buffer.from(data, "base64") };
}

function found(stored: Stored | null, { access, sieve }: FhirCall): Stored {
  if (!stored) throw refusal(404, "not-found", "There is no such resource or version.");
  requireCompartment(access, stored);
  requireSifted(sieve, stored);
  return stored;
}
