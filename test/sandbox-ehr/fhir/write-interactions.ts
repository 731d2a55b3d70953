import { setTimeout as wait } from "node:timers/promises";
import type { AskedWrite, Behaviour } from "../flavours/flavour.ts";
import { existingMatch } from "./conditional-create.ts";
import {
  answerWith,
  type FhirAnswer,
  type FhirCall,
  type FhirService,
  versionHeaders,
} from "./fhir-service.ts";
import { ifMatchHolds } from "./if-match.ts";
import { isResource } from "./json.ts";
import { applyPatch } from "./json-patch.ts";
import { readJson } from "./json-text.ts";
import { requireCompartment, requireSifted, sieveOf } from "./permissions.ts";
import { Refusal, refusal } from "./refusal.ts";
import type { Stored } from "./resource-store.ts";
import { shapeIssues, validationIssues } from "./resource-validation.ts";

/** How long a racy server looks away between looking and creating. */
const racyGapMs = 15;

export async function create(service: FhirService, call: FhirCall): Promise<FhirAnswer> {
  const racy = service.flavours.behaviour.conditionalCreate === "racy";
  if (!racy || call.header("if-none-exist") === null) return createAtOnce(service, call);
  const existing = existingMatch(service, call);
  await wait(racyGapMs);
  return existing ? foundInstead(service, call, existing) : createAtOnce(service, withoutCondition(call));
}

/**
 * Looking and creating happen in one turn of the event loop, so no other create comes between. With an `id`, which
 * others refer to already, it is this one that comes about or is found, or the create is refused.
 */
export function createAtOnce(service: FhirService, call: FhirCall, id?: string): FhirAnswer {
  const text = requireShape(call.body, call.type);
  requireAcceptable(service, call, { interaction: "create", next: service.store.preview(text) });
  const existing = existingMatch(service, call) ?? service.store.current(call.type, id ?? "");
  if (existing && id !== undefined && existing.id !== id)
    throw refusal(412, "conflict", "If-None-Exist finds another one than when the transaction began.");
  return existing
    ? foundInstead(service, call, existing)
    : written(service, service.store.save(text, id), 201);
}

/** What stands there already: where it is, and its content only for a token that may read it. */
function foundInstead(service: FhirService, { access, type }: FhirCall, existing: Stored): FhirAnswer {
  const mayRead = sieveOf(access, { type, interaction: "r", id: existing.id })?.(existing) ?? false;
  if (mayRead) return answerWith(service, existing);
  const location = `${service.fhirBase}/${existing.reference}/_history/${existing.version}`;
  return { status: 200, headers: { ...versionHeaders(service, existing), location }, body: "" };
}

export function update(service: FhirService, call: FhirCall): FhirAnswer {
  requireChangeable(service, call);
  return saveNext(service, call, { interaction: "update", text: call.body });
}

export function patch(service: FhirService, call: FhirCall): FhirAnswer {
  const sent = call.header("content-type") ?? "";
  const { patchFormats } = service.flavours.behaviour;
  if (!patchFormats.some((format) => sent.startsWith(format)))
    throw refusal(415, "not-supported", `PATCH takes ${patchFormats.join(", ")}.`);
  const patched = applyPatch(requireChangeable(service, call).text, call.body);
  if (patched.kind === "test_failed") throw refusal(422, "processing", patched.detail);
  if (patched.kind === "invalid") throw refusal(400, "invalid", patched.detail);
  return saveNext(service, call, { interaction: "patch", text: patched.text });
}

function withoutCondition(call: FhirCall): FhirCall {
  return { ...call, header: (name) => (name === "if-none-exist" ? null : call.header(name)) };
}

interface Change {
  readonly interaction: "update" | "patch";
  readonly text: string;
}

function saveNext(service: FhirService, call: FhirCall, { interaction, text }: Change): FhirAnswer {
  requireShape(text, call.type);
  if (JSON.parse(text).id !== call.id)
    throw refusal(400, "invalid", "The resource's id must be the one in the address.");
  requireAcceptable(service, call, { interaction, next: service.store.preview(text, call.id) });
  return written(service, service.store.save(text, call.id), 200);
}

/** What the next version must pass: the chart, the scopes, the EHR's own rules, and R4. */
function requireAcceptable(
  { flavours }: FhirService,
  { access, sieve, body }: FhirCall,
  { interaction, next }: { interaction: AskedWrite["interaction"]; next: Stored },
): void {
  requireCompartment(access, next);
  requireSifted(sieve, next);
  const { type, resource } = next;
  const asked: AskedWrite = { type, interaction, resource, user: access.user, sent: body };
  const refused = flavours.behaviour.judgeWrite(asked);
  if (refused) throw new Refusal(refused.status, refused.issues);
  const issues = validationIssues(resource);
  if (issues.length > 0) throw new Refusal(422, issues);
}

function written(service: FhirService, stored: Stored, status: 200 | 201): FhirAnswer {
  const { writeAnswer, versions } = service.flavours.behaviour;
  const answer = answerWith(service, stored, status);
  const at = versions === "none" ? "" : `/_history/${stored.version}`;
  const location = `${service.fhirBase}/${stored.reference}${at}`;
  const headers = status === 201 ? { ...answer.headers, location } : { ...answer.headers };
  return { status, headers, body: writeAnswer === "empty" ? "" : answer.body };
}

/** The version to be changed, when it exists, is in this chart and is the one the caller last saw. */
function requireChangeable({ store, flavours }: FhirService, call: FhirCall): Stored {
  const current = store.current(call.type, call.id);
  if (!current) throw refusal(404, "not-found", "There is no such resource, and an update creates none.");
  requireCompartment(call.access, current);
  requireSifted(call.sieve, current);
  requireSeen(flavours.behaviour, call.header("if-match"), current.version);
  return current;
}

function requireSeen(
  { conflictStatus, ifMatchRequired }: Behaviour,
  seen: string | null,
  version: string,
): void {
  if (seen === null && ifMatchRequired) throw refusal(412, "required", "If-Match is required.");
  if (seen === null || conflictStatus === "none" || ifMatchHolds(seen, version)) return;
  throw refusal(conflictStatus, "conflict", `The current version is ${version}.`);
}

/** The text of a resource of this type whose JSON has the form that R4 gives it; everything behind relies on that. */
export function requireShape(text: string, type: string): string {
  const read = readJson(text);
  if (read.kind === "unusable") throw refusal(400, "structure", `The body: ${read.why}`);
  const resource: unknown = JSON.parse(text);
  if (!isResource(resource) || resource.resourceType !== type)
    throw refusal(400, "invalid", `The body must be a ${type}.`);
  const issues = shapeIssues(resource);
  if (issues.length > 0) throw new Refusal(422, issues);
  return text;
}
