import type { OperationOutcomeIssue } from "fhir/r4";
import type { PageEntry } from "../flavours/flavour.ts";
import { searchset } from "./bundle.ts";
import { type FhirAnswer, type FhirCall, type FhirService, presented } from "./fhir-service.ts";
import { requireOwnPatient, sieveOf } from "./permissions.ts";
import { candidates } from "./read-interactions.ts";
import { Refusal, refusal } from "./refusal.ts";
import type { Stored } from "./resource-store.ts";
import { type Criterion, criteriaOf, matches, patientsNamed, sorted } from "./search.ts";
import type { OpenSearch } from "./search-pages.ts";

/** A search by its address. */
export function search(service: FhirService, call: FhirCall): FhirAnswer {
  const cursor = call.query.get("_cursor");
  return page(service, call, cursor === null ? newSearch(service, call) : continued(service, call, cursor));
}

/** A search by form: what the address says counts as well. */
export function searchByForm(service: FhirService, call: FhirCall): FhirAnswer {
  const query = new URLSearchParams([...call.query, ...new URLSearchParams(call.body)]);
  return search(service, { ...call, query });
}

function newSearch(service: FhirService, call: FhirCall): OpenSearch {
  const { access, type } = call;
  const { query, warnings } = judged(service, call);
  const criteria = criteriaOf(type, query);
  requireOwnPatient(access, patientsNamed(type, criteria));
  const found = candidates(service, type, access.patient).filter(
    (stored) => call.sieve(stored) && matches(stored, criteria),
  );
  const { size, asked } = shape(service, query);
  return {
    type,
    patient: access.patient,
    user: access.user,
    total: found.length,
    self: selfLink(`${service.fhirBase}/${type}`, [...criteria, ...asked]),
    size,
    rest: size === 0 ? [] : sorted(found, query.get("_sort") ?? ""),
    issues: warnings,
    withProvenance: query.getAll("_revinclude").includes("Provenance:target"),
    askedAt: service.now().getTime(),
  };
}

/** The query as the EHR's flavour takes it; throws when it does not take it at all. */
function judged({ flavours }: FhirService, { type, query }: FhirCall) {
  const { refused, ignored = [], warnings = [] } = flavours.behaviour.judgeSearch(type, query);
  if (refused) throw new Refusal(refused.status, refused.issues);
  const taken = [...query].filter(([name]) => !ignored.includes(name));
  return { query: new URLSearchParams(taken), warnings };
}

function continued({ pages, flavours, now }: FhirService, { access, type }: FhirCall, cursor: string) {
  const open = pages.find(cursor);
  if (open?.type !== type || open.patient !== access.patient || open.user !== access.user)
    throw refusal(410, "not-found", "This page is no longer kept. Start the search again.");
  const { pageLife } = flavours.behaviour;
  if (pageLife && now().getTime() - open.askedAt >= pageLife.seconds * 1000)
    throw new Refusal(pageLife.expired.status, pageLife.expired.issues);
  return open;
}

function page(service: FhirService, { access }: FhirCall, open: OpenSearch): FhirAnswer {
  const { fhirBase, pages, flavours } = service;
  const { duplicateIdsOverPages, presentBundle } = flavours.behaviour;
  const found = open.rest.slice(0, open.size);
  const rest = open.rest.slice(open.size);
  const again = duplicateIdsOverPages && open.size > 1 ? found.slice(-1) : [];
  const next =
    rest.length > 0
      ? `${fhirBase}/${open.type}?_cursor=${pages.keep({ ...open, rest: [...again, ...rest] })}`
      : null;
  const included = open.withProvenance ? provenanceOf(service, access, found) : [];
  const toEntry = (mode: PageEntry["mode"]) => (stored: Stored) => entry(service, stored, mode);
  const entries = [...found.map(toEntry("match")), ...included.map(toEntry("include"))];
  const issues: readonly OperationOutcomeIssue[] = open.issues;
  const shown = presentBundle({ type: open.type, total: open.total, entries, issues });
  return { status: 200, body: searchset(shown, { self: open.self, next }) };
}

function entry(service: FhirService, stored: Stored, mode: PageEntry["mode"]): PageEntry {
  return { fullUrl: `${service.fhirBase}/${stored.reference}`, text: presented(service, stored), mode };
}

/** What the token may see of the Provenance that points at these resources. */
function provenanceOf(service: FhirService, access: FhirCall["access"], found: readonly Stored[]): Stored[] {
  const sieve = sieveOf(access, { type: "Provenance", interaction: "s" });
  if (!sieve) return [];
  const targets = found.map(({ reference }) => ({ name: "target", alternatives: [reference] }));
  return candidates(service, "Provenance", access.patient)
    .filter(sieve)
    .filter((stored) => targets.some((target) => matches(stored, [target])));
}

/** How much of the result is wanted, and the parameters that say so, as far as they were understood. */
function shape({ pageSize }: FhirService, query: URLSearchParams): { size: number; asked: Criterion[] } {
  const count = query.get("_count") ?? "";
  const counted = /^\d+$/.test(count);
  const summary = query.get("_summary") === "count";
  const size = counted ? Math.min(Number(count), pageSize) : pageSize;
  const asked = ["_count", "_sort", "_summary", "_revinclude"]
    .filter((name) => query.has(name) && (name !== "_count" || counted))
    .map((name) => ({ name, alternatives: query.getAll(name) }));
  return { size: summary ? 0 : size, asked };
}

/** Shows what was understood, so a caller sees which parameters were ignored. */
function selfLink(address: string, criteria: readonly Criterion[]): string {
  const query = new URLSearchParams(criteria.map(({ name, alternatives }) => [name, alternatives.join(",")]));
  return criteria.length > 0 ? `${address}?${query}` : address;
}
