import { historyBundle } from "./bundle.ts";
import { answerWith, type FhirAnswer, type FhirCall, type FhirService, presented } from "./fhir-service.ts";
import { cut, opened } from "./paging.ts";
import { isInChart, requireCompartment, requireSifted } from "./permissions.ts";
import { refusal } from "./refusal.ts";
import type { Stored } from "./resource-store.ts";
import { traitsOf } from "./resource-types.ts";
import { countOf } from "./result-parameters.ts";

export function read(service: FhirService, call: FhirCall): FhirAnswer {
  const stored = found(service.store.current(call.type, call.id), call);
  return rawContent(stored, call) ?? answerWith(service, stored);
}

/** One version, whether or not it is the current one; what has gone into another chart is there with all of it. */
export function vread(service: FhirService, call: FhirCall): FhirAnswer {
  const { type, id, version, access } = call;
  const current = service.store.current(type, id);
  if (current) requireCompartment(access, current);
  return answerWith(service, found(service.store.version(type, id, version), call));
}

/** The versions of a resource, newest first; one that was once in another chart is left out. */
export function history(service: FhirService, call: FhirCall): FhirAnswer {
  const { type, id } = call;
  found(service.store.current(type, id), call);
  return versions(service, call, {
    address: `${type}/${id}/_history`,
    all: () => service.store.history(type, id),
  });
}

/** Every version of every resource of a type that the token may see, newest first. */
export function typeHistory(service: FhirService, call: FhirCall): FhirAnswer {
  const { access, type } = call;
  const all = () =>
    candidates(service, type, access.patient)
      .flatMap(({ id }) => service.store.history(type, id))
      .toSorted((left, right) => right.lastUpdated.localeCompare(left.lastUpdated));
  return versions(service, call, { address: `${type}/_history`, all });
}

function versions(
  service: FhirService,
  call: FhirCall,
  { address, all }: { address: string; all: () => readonly Stored[] },
): FhirAnswer {
  const begin = () => ({ ...newHistory(service, call, address), rest: all() });
  const { shown, ...page } = cut(service, call, opened(service, call, { address, begin }));
  const texts = shown.map((stored) => ({ stored, text: presented(service, stored) }));
  return { status: 200, body: historyBundle(texts, page) };
}

function newHistory({ fhirBase, pageSize, now }: FhirService, { access, query }: FhirCall, address: string) {
  const count = countOf(query);
  return {
    address,
    grant: access.grant,
    before: 0,
    self: `${fhirBase}/${address}${count === null ? "" : `?_count=${count}`}`,
    size: Math.min(count ?? pageSize, pageSize),
    issues: [],
    withProvenance: false,
    askedAt: now().getTime(),
  };
}

/** What a token for this patient, or for the whole practice when null, may find of a type at all. */
export function candidates({ store }: FhirService, type: string, patient: string | null): Stored[] {
  const ofOne = traitsOf(type)?.compartment && patient !== null;
  const all = ofOne ? store.ofPatient(type, patient) : store.list(type);
  return all.filter((stored) => isInChart({ patient }, stored));
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
