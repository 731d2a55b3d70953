import type { FhirResource } from "fhir/r4";
import { parse } from "lossless-json";
import { answerWith, type FhirAnswer, type FhirCall, type FhirService } from "./fhir-service.ts";
import { isResource } from "./json.ts";
import { applyPatch } from "./json-patch.ts";
import { requireCompartment } from "./permissions.ts";
import { candidates } from "./read-interactions.ts";
import { Refusal } from "./refusal.ts";
import type { Stored } from "./resource-store.ts";
import { traitsOf } from "./resource-types.ts";
import { criteriaOf, matches } from "./search.ts";

export function create(service: FhirService, call: FhirCall): FhirAnswer {
  requireWritable(call.type);
  requireCompartment(call.access, parseResource(call.body, call.type));
  const existing = existingMatch(service, call);
  if (existing) return answerWith(200, existing);
  const stored = service.store.save(call.body);
  const location = `${service.fhirBase}/${stored.reference}/_history/${stored.version}`;
  return answerWith(201, stored, { location });
}

export function update(service: FhirService, call: FhirCall): FhirAnswer {
  requireWritable(call.type);
  requireChangeable(service, call);
  return saveNext(service, call, call.body);
}

export function patch(service: FhirService, call: FhirCall): FhirAnswer {
  requireWritable(call.type);
  if (!service.patchSupported) throw new Refusal(405, "not-supported", "PATCH is not supported.");
  if (!call.header("content-type")?.startsWith("application/json-patch+json")) {
    throw new Refusal(415, "not-supported", "PATCH takes application/json-patch+json.");
  }
  const patched = applyPatch(requireChangeable(service, call).text, call.body);
  if (patched.kind === "test_failed") throw new Refusal(422, "processing", patched.detail);
  if (patched.kind === "invalid") throw new Refusal(400, "invalid", patched.detail);
  return saveNext(service, call, patched.text);
}

function saveNext({ store }: FhirService, { access, type, id }: FhirCall, text: string): FhirAnswer {
  const resource = parseResource(text, type);
  if (resource.id !== id)
    throw new Refusal(400, "invalid", "The resource's id must be the one in the address.");
  requireCompartment(access, resource);
  return answerWith(200, store.save(text, id));
}

/** The version to be changed, when it exists, is in this chart and is the one the caller last saw. */
function requireChangeable({ store }: FhirService, { access, type, id, header }: FhirCall): Stored {
  const current = store.current(type, id);
  if (!current) throw new Refusal(404, "not-found", "There is no such resource, and an update creates none.");
  requireCompartment(access, current.resource);
  const seen = header("if-match");
  if (seen !== null && seen !== `W/"${current.version}"`) {
    throw new Refusal(412, "conflict", `The current version is ${current.version}.`);
  }
  return current;
}

/** Looking and creating happen in one turn of the event loop, so no other create comes between. */
function existingMatch(service: FhirService, { access, type, header }: FhirCall): Stored | null {
  const condition = header("if-none-exist");
  if (condition === null || service.conditionalCreate === "unsupported") return null;
  const criteria = criteriaOf(type, new URLSearchParams(condition.replace(/^.*\?/, "")));
  if (criteria.length === 0) throw new Refusal(400, "invalid", "If-None-Exist names no known parameter.");
  const existing = candidates(service, type, access.launch.patient).filter((one) => matches(one, criteria));
  if (existing.length > 1) throw new Refusal(412, "multiple-matches", "If-None-Exist finds more than one.");
  return existing[0] ?? null;
}

function requireWritable(type: string): void {
  if (traitsOf(type)?.writable) return;
  throw new Refusal(405, "not-supported", `An app may not write ${type} here.`);
}

function parseResource(text: string, type: string): FhirResource {
  const resource = parsed(text);
  if (isResource(resource) && resource.resourceType === type) return resource;
  throw new Refusal(400, "invalid", `The body must be a ${type}.`);
}

function parsed(text: string): unknown {
  try {
    return parse(text);
  } catch {
    throw new Refusal(400, "structure", "The body is not JSON.");
  }
}
