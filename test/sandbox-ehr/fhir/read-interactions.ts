import { historyBundle, searchset } from "./bundle.ts";
import { answerWith, type FhirAnswer, type FhirCall, type FhirService } from "./fhir-service.ts";
import { requireCompartment, requireOwnPatient } from "./permissions.ts";
import { Refusal } from "./refusal.ts";
import type { Stored } from "./resource-store.ts";
import { traitsOf } from "./resource-types.ts";
import { type Criterion, criteriaOf, matches, patientsNamed } from "./search.ts";
import type { OpenSearch } from "./search-pages.ts";

export function read({ store }: FhirService, { access, type, id }: FhirCall): FhirAnswer {
  const stored = found(store.current(type, id));
  requireCompartment(access, stored.resource);
  return answerWith(200, stored);
}

export function vread({ store }: FhirService, { access, type, id, version }: FhirCall): FhirAnswer {
  const stored = found(store.version(type, id, version));
  requireCompartment(access, stored.resource);
  return answerWith(200, stored);
}

export function history({ store, fhirBase }: FhirService, { access, type, id }: FhirCall): FhirAnswer {
  requireCompartment(access, found(store.current(type, id)).resource);
  return { status: 200, body: historyBundle(fhirBase, store.history(type, id)) };
}

export function search(service: FhirService, call: FhirCall): FhirAnswer {
  const cursor = call.query.get("_cursor");
  return page(service, cursor === null ? newSearch(service, call) : continued(service, call, cursor));
}

function newSearch(service: FhirService, { access, type, query }: FhirCall): OpenSearch {
  const criteria = criteriaOf(type, query);
  requireOwnPatient(access, patientsNamed(type, criteria));
  const { patient } = access.launch;
  const matching = candidates(service, type, patient).filter((stored) => matches(stored, criteria));
  const { size, asked } = pageSize(service, query);
  return {
    type,
    patient,
    total: matching.length,
    self: selfLink(service.fhirBase, type, [...criteria, ...asked]),
    size,
    rest: size === 0 ? [] : matching,
  };
}

/** What a token for this patient may find of a type at all. */
export function candidates({ store }: FhirService, type: string, patient: string): Stored[] {
  return traitsOf(type)?.compartment ? store.ofPatient(type, patient) : store.list(type);
}

function continued({ pages }: FhirService, { access, type }: FhirCall, cursor: string): OpenSearch {
  const open = pages.find(cursor);
  if (open?.type === type && open.patient === access.launch.patient) return open;
  throw new Refusal(410, "not-found", "This page is no longer kept. Start the search again.");
}

function page({ fhirBase, pages }: FhirService, open: OpenSearch): FhirAnswer {
  const rest = open.rest.slice(open.size);
  const next = rest.length > 0 ? `${fhirBase}/${open.type}?_cursor=${pages.keep({ ...open, rest })}` : null;
  const { total, self } = open;
  return {
    status: 200,
    body: searchset({ fhirBase, total, self, next, found: open.rest.slice(0, open.size) }),
  };
}

function pageSize({ pageSize }: FhirService, query: URLSearchParams): { size: number; asked: Criterion[] } {
  const count = query.get("_count");
  if (count === null || !/^\d+$/.test(count)) return { size: pageSize, asked: [] };
  return { size: Math.min(Number(count), pageSize), asked: [{ name: "_count", alternatives: [count] }] };
}

/** Shows what was understood, so a caller sees which parameters were ignored. */
function selfLink(fhirBase: string, type: string, criteria: readonly Criterion[]): string {
  const query = new URLSearchParams(criteria.map(({ name, alternatives }) => [name, alternatives.join(",")]));
  return criteria.length > 0 ? `${fhirBase}/${type}?${query}` : `${fhirBase}/${type}`;
}

function found(stored: Stored | null): Stored {
  if (!stored) throw new Refusal(404, "not-found", "There is no such resource or version.");
  return stored;
}
