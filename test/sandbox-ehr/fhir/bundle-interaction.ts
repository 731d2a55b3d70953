import type { Access } from "../smart/access-tokens.ts";
import { bundle } from "./bundle.ts";
import { type Step, stepsOf } from "./bundle-steps.ts";
import { conditionOf, existingMatch } from "./conditional-create.ts";
import type { FhirAnswer, FhirCall, FhirService } from "./fhir-service.ts";
import { admitted, type Route, routes, runRoute } from "./interactions.ts";
import { operationOutcome, Refusal, refusal } from "./refusal.ts";
import { matches } from "./search.ts";
import { createAtOnce, requireShape } from "./write-interactions.ts";

/** A batch runs entry by entry and goes on after a refusal; of a transaction all is kept or nothing. */
export async function runBundle(service: FhirService, access: Access, body: string): Promise<FhirAnswer> {
  const { type, steps } = stepsOf(body);
  const taken = service.flavours.behaviour.bundles.find((one) => one === type);
  if (!taken) throw refusal(400, "not-supported", `A Bundle of type ${type} is not taken here.`);
  if (taken === "transaction") return transaction(service, access, steps);
  const answers: FhirAnswer[] = [];
  for (const step of steps) answers.push(await attempt(() => run(service, access, step)));
  return { status: 200, body: bundle({ type: "batch-response" }, answers.map(responseEntry)) };
}

/**
 * Creates first, then changes, then reads, as R4 orders them, and Provenance behind its targets; the answers come in the
 * order of asking.
 */
function transaction(service: FhirService, access: Access, steps: readonly Step[]): FhirAnswer {
  requireEachOnce(steps);
  const known = identified(service, access, steps);
  const linked = known.map((step) => ({ ...step, body: requireLinked(withReferences(step.body, known)) }));
  const order = linked.toSorted((left, right) => rank(left) - rank(right));
  const answers = service.store.atomically(
    () => new Map(order.map((step) => [step, runAtOnce(service, access, step)])),
  );
  const entries = linked.flatMap((step) => answers.get(step) ?? []).map(responseEntry);
  return { status: 200, body: bundle({ type: "transaction-response" }, entries) };
}

/** https://hl7.org/fhir/R4/http.html#trules: two changes of one resource have no order, so neither is made. */
function requireEachOnce(steps: readonly Step[]): void {
  const changed = steps.filter(isChange).map(({ url }) => url);
  const twice = changed.find((url, place) => changed.indexOf(url) !== place);
  if (twice !== undefined) throw refusal(400, "invalid", `The transaction changes ${twice} more than once.`);
}

function isChange({ method }: Step): boolean {
  return method === "PUT" || method === "PATCH";
}

function rank({ method, url }: Step): number {
  return (
    ["POST", "PUT", "PATCH", "GET"].indexOf(method) + (method === "POST" && url === "Provenance" ? 0.5 : 0)
  );
}

/**
 * The steps, each create with the id that its resource will have: of what its condition finds in the store, or of an
 * earlier create of this transaction that the condition fits, since R4 creates one after the other.
 */
function identified(service: FhirService, access: Access, steps: readonly Step[]): Step[] {
  const known: Step[] = [];
  for (const step of steps) {
    const { route, call } = callOf(access, step);
    const newId = route.code === "create" ? idOfCreate(service, admitted(service, route, call), known) : null;
    known.push(newId === null ? step : { ...step, newId });
  }
  return known;
}

/** The id of what a create finds instead of creating; null where it creates. */
function idOfCreate(service: FhirService, call: FhirCall, before: readonly Step[]): string | null {
  requireShape(call.body, call.type);
  const condition = conditionOf(service, call);
  if (condition === null) return null;
  const fits = ({ method, url, body }: Step) =>
    method === "POST" && url === call.type && matches(service.store.preview(body), condition);
  const existing = service.store.during("create", () => existingMatch(service, call));
  return existing?.id ?? before.find(fits)?.newId ?? null;
}

function run(service: FhirService, access: Access, step: Step): FhirAnswer | Promise<FhirAnswer> {
  const { route, call } = callOf(access, step);
  return runRoute(service, route, admitted(service, route, call));
}

function runAtOnce(service: FhirService, access: Access, step: Step): FhirAnswer {
  const { route, call } = callOf(access, step);
  const allowed = admitted(service, route, call);
  if (route.code === "create")
    return service.store.during("create", () => createAtOnce(service, allowed, step.newId));
  const answer = runRoute(service, route, allowed);
  if (answer instanceof Promise)
    throw refusal(400, "not-supported", `${step.url} cannot be in a transaction.`);
  return answer;
}

async function attempt(work: () => FhirAnswer | Promise<FhirAnswer>): Promise<FhirAnswer> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { status: error.status, body: JSON.stringify(operationOutcome(error.issues)) };
  }
}

function callOf(access: Access, { method, url, headers, body }: Step) {
  const [path = "", query = ""] = url.split("?");
  const [type = "", id = "", ...rest] = path.split("/");
  const route = routes.find((one) => one.method === method && isPathOf(one, [type, id, ...rest]));
  if (!route) throw refusal(400, "not-supported", `${method} ${path} is no request of this server.`);
  const version = rest[1] ?? "";
  const call: Omit<FhirCall, "sieve"> = {
    access,
    type,
    id,
    version,
    query: new URLSearchParams(query),
    body,
    header: (name) => headers[name] ?? null,
  };
  return { route, call };
}

function isPathOf({ url }: Route, parts: readonly string[]): boolean {
  const wanted = url.split("/").slice(1);
  const given = parts.filter((part) => part !== "");
  return (
    wanted.length === given.length &&
    wanted.every((part, index) => part.startsWith(":") || part === given[index])
  );
}

/** References to entries that are created or changed along become references to what those are in the store. */
function withReferences(body: string, steps: readonly Step[]): string {
  return steps
    .filter((step) => (step.method === "POST" || isChange(step)) && step.fullUrl.startsWith("urn:"))
    .reduce((text, step) => {
      const name = isChange(step) ? step.url : `${step.url}/${step.newId}`;
      return text.replaceAll(`"reference":"${step.fullUrl}"`, `"reference":"${name}"`);
    }, body);
}

/** A `urn:uuid` that no entry of the transaction is named by would point at nothing for ever. */
function requireLinked(body: string): string {
  const [, lost] = /"reference":"(urn:uuid:[^"]*)"/.exec(body) ?? [];
  if (lost === undefined) return body;
  throw refusal(400, "not-found", `No entry of this transaction has the fullUrl ${lost}.`);
}

function responseEntry({ status, headers = {}, body }: FhirAnswer): string {
  const { location, etag } = headers;
  const response = JSON.stringify({ status: String(status), location, etag });
  if (body === "" || typeof body !== "string") return `{"response":${response}}`;
  if (status < 400) return `{"resource":${body},"response":${response}}`;
  return `{"response":${response.slice(0, -1)},"outcome":${body}}}`;
}
