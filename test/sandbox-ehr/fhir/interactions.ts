import type { FhirInteraction } from "../flavours/flavour.ts";
import type { Interaction } from "../smart/scopes.ts";
import type { FhirAnswer, FhirCall, FhirService } from "./fhir-service.ts";
import { requireScope } from "./permissions.ts";
import { history, read, typeHistory, vread } from "./read-interactions.ts";
import { refusal } from "./refusal.ts";
import { possibleInteractions, traitsOf } from "./resource-types.ts";
import { search, searchByForm } from "./search-interaction.ts";
import { create, patch, update } from "./write-interactions.ts";

/** One line of the RESTful API: how it is asked, what it is called, which scope it wants, what it does. */
export interface Route {
  readonly method: "GET" | "POST" | "PUT" | "PATCH";
  readonly url: string;
  readonly code: FhirInteraction;
  readonly letter: Interaction;
  readonly run: (service: FhirService, call: FhirCall) => FhirAnswer | Promise<FhirAnswer>;
}

export const routes: readonly Route[] = [
  { method: "GET", url: "/:type", code: "search-type", letter: "s", run: search },
  { method: "POST", url: "/:type/_search", code: "search-type", letter: "s", run: searchByForm },
  { method: "POST", url: "/:type", code: "create", letter: "c", run: create },
  { method: "GET", url: "/:type/_history", code: "history-type", letter: "s", run: typeHistory },
  { method: "GET", url: "/:type/:id", code: "read", letter: "r", run: read },
  { method: "PUT", url: "/:type/:id", code: "update", letter: "u", run: update },
  { method: "PATCH", url: "/:type/:id", code: "patch", letter: "u", run: patch },
  { method: "GET", url: "/:type/:id/_history", code: "history-instance", letter: "r", run: history },
  { method: "GET", url: "/:type/:id/_history/:version", code: "vread", letter: "r", run: vread },
];

/** What the EHR's present flavour lets apps do with a type; empty when it does not know it. */
export function offeredInteractions({ flavours }: FhirService, type: string): readonly FhirInteraction[] {
  const traits = traitsOf(type);
  if (!traits) return [];
  const { patchFormats, interactions } = flavours.behaviour;
  const possible = possibleInteractions(traits).filter((one) => one !== "patch" || patchFormats.length > 0);
  return interactions(type, possible);
}

/** Checks type, interaction and scope, in this order; the call with its sieve. */
export function admitted(
  service: FhirService,
  { code, letter }: Route,
  asked: Omit<FhirCall, "sieve">,
): FhirCall {
  const { access, type, id } = asked;
  const offered = offeredInteractions(service, type);
  if (offered.length === 0) throw refusal(404, "not-supported", `${type} is not known here.`);
  if (!offered.includes(code))
    throw refusal(405, "not-supported", `An app may not do ${code} with ${type} here.`);
  return { ...asked, sieve: requireScope(access, { type, interaction: letter, id }) };
}

/** Does what a route says, for a call that was admitted to it. */
export function runRoute(
  service: FhirService,
  { code, run }: Route,
  call: FhirCall,
): FhirAnswer | Promise<FhirAnswer> {
  return service.store.during(code, () => run(service, call));
}
