import type { OperationOutcomeIssue } from "fhir/r4";
import type { PageEntry } from "../flavours/flavour.ts";
import { searchset } from "./bundle.ts";
import { type FhirAnswer, type FhirCall, type FhirService, presented } from "./fhir-service.ts";
import { cut, opened } from "./paging.ts";
import { requireOwnPatient, sieveOf } from "./permissions.ts";
import { candidates } from "./read-interactions.ts";
import { Refusal } from "./refusal.ts";
import type { Stored } from "./resource-store.ts";
import { understood } from "./result-parameters.ts";
import { matches, patientsNamed } from "./search.ts";
import type { OpenSearch } from "./search-pages.ts";
import { sorted } from "./sort-order.ts";

/** A search by its address. */
export function search(service: FhirService, call: FhirCall): FhirAnswer {
  const { type } = call;
  const open = opened(service, call, { address: type, begin: () => newSearch(service, call) });
  const { shown, total, self, next } = cut(service, call, open);
  const included = open.withProvenance ? provenanceOf(service, call.access, shown) : [];
  const toEntry = (mode: PageEntry["mode"]) => (stored: Stored) => entry(service, stored, mode);
  const entries = [...shown.map(toEntry("match")), ...included.map(toEntry("include"))];
  const issues: readonly OperationOutcomeIssue[] = open.issues;
  const page = service.flavours.behaviour.presentBundle({ type, total, entries, issues });
  return { status: 200, body: searchset(page, { self, next }) };
}

/** A search by form: what the address says counts as well. */
export function searchByForm(service: FhirService, call: FhirCall): FhirAnswer {
  const query = new URLSearchParams([...call.query, ...new URLSearchParams(call.body)]);
  return search(service, { ...call, query });
}

function newSearch(service: FhirService, call: FhirCall): OpenSearch {
  const { access, type, header } = call;
  const { fhirBase, pageSize } = service;
  const { query, warnings } = judged(service, call);
  const asked = understood({ type, query, pageSize, prefer: header("prefer") });
  requireOwnPatient(access, patientsNamed({ type, fhirBase }, asked.criteria));
  const found = candidates(service, type, access.patient).filter((stored) => matches(stored, asked.criteria));
  return {
    address: type,
    grant: access.grant,
    before: 0,
    rest: sorted(found, asked.sort),
    // Shows what was understood, so a caller sees which parameters were ignored.
    self: asked.echo.size > 0 ? `${fhirBase}/${type}?${asked.echo}` : `${fhirBase}/${type}`,
    size: asked.size,
    issues: warnings,
    withProvenance: asked.withProvenance,
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
