import { randomUUID } from "node:crypto";
import { parse, stringify } from "lossless-json";
import type { Access } from "../smart/access-tokens.ts";
import { bundle } from "./bundle.ts";
import type { FhirAnswer, FhirCall, FhirService } from "./fhir-service.ts";
import { admitted, type Route, routes } from "./interactions.ts";
import { isObject, type JsonObject, valuesAt } from "./json.ts";
import { operationOutcome, Refusal, refusal } from "./refusal.ts";
import { createAtOnce, existingMatch } from "./write-interactions.ts";

/** One entry of a batch or transaction, ready to run. */
interface Step {
  readonly method: string;
  readonly url: string;
  readonly fullUrl: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The id a create will give. */
  readonly newId: string;
}

/** A batch runs entry by entry and goes on after a refusal; of a transaction all is kept or nothing. */
export async function runBundle(service: FhirService, access: Access, body: string): Promise<FhirAnswer> {
  const { type, steps } = read(body);
  const taken = service.flavours.behaviour.bundles.find((one) => one === type);
  if (!taken) throw refusal(400, "not-supported", `A Bundle of type ${type} is not taken here.`);
  if (taken === "transaction") return transaction(service, access, steps);
  const answers: FhirAnswer[] = [];
  for (const step of steps) answers.push(await attempt(() => run(service, access, step)));
  return { status: 200, body: bundle({ type: "batch-response" }, answers.map(responseEntry)) };
}

/** Creates first, then changes, then reads, as R4 orders them; the answers come in the order of asking. */
function transaction(service: FhirService, access: Access, steps: readonly Step[]): FhirAnswer {
  const known = steps.map((step) => ({ ...step, newId: existingId(service, access, step) ?? step.newId }));
  const linked = known.map((step) => ({ ...step, body: withReferences(step.body, known) }));
  const ranks = ["POST", "PUT", "PATCH", "GET"];
  const order = linked.toSorted((left, right) => ranks.indexOf(left.method) - ranks.indexOf(right.method));
  const answers = service.store.atomically(
    () => new Map(order.map((step) => [step, runAtOnce(service, access, step)])),
  );
  const entries = linked.flatMap((step) => answers.get(step) ?? []).map(responseEntry);
  return { status: 200, body: bundle({ type: "transaction-response" }, entries) };
}

/** The id of what a conditional create finds instead of creating; null where it creates, or is something else. */
function existingId(service: FhirService, access: Access, step: Step): string | null {
  const { route, call } = callOf(access, step);
  const looks = () => existingMatch(service, admitted(service, route, call))?.id ?? null;
  return route.code === "create" ? looks() : null;
}

function run(service: FhirService, access: Access, step: Step): FhirAnswer | Promise<FhirAnswer> {
  const { route, call } = callOf(access, step);
  return route.run(service, admitted(service, route, call));
}

function runAtOnce(service: FhirService, access: Access, step: Step): FhirAnswer {
  const { route, call } = callOf(access, step);
  const allowed = admitted(service, route, call);
  if (route.code === "create") return createAtOnce(service, allowed, step.newId);
  const answer = route.run(service, allowed);
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

function read(body: string): { type: string; steps: Step[] } {
  const given = parsed(body);
  if (!isObject(given) || given["resourceType"] !== "Bundle")
    throw refusal(400, "invalid", "The body must be a Bundle.");
  return { type: String(given["type"]), steps: valuesAt(given, "entry").filter(isObject).map(toStep) };
}

function parsed(body: string): unknown {
  try {
    return parse(body);
  } catch {
    throw refusal(400, "structure", "The body is not JSON.");
  }
}

function toStep(entry: JsonObject): Step {
  const request = isObject(entry["request"]) ? entry["request"] : {};
  const header = (name: string, key: string) =>
    typeof request[key] === "string" ? { [name]: request[key] } : {};
  return {
    method: String(request["method"]),
    url: String(request["url"]),
    fullUrl: String(entry["fullUrl"] ?? ""),
    headers: { ...header("if-match", "ifMatch"), ...header("if-none-exist", "ifNoneExist") },
    body: stringify(entry["resource"]) ?? "",
    newId: randomUUID(),
  };
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

/** References to entries that are created along become references to what they are created as. */
function withReferences(body: string, steps: readonly Step[]): string {
  return steps
    .filter(({ method, fullUrl }) => method === "POST" && fullUrl.startsWith("urn:"))
    .reduce((text, { fullUrl, url, newId }) => {
      return text.replaceAll(`"reference":"${fullUrl}"`, `"reference":"${url}/${newId}"`);
    }, body);
}

function responseEntry({ status, headers = {}, body }: FhirAnswer): string {
  const { location, etag } = headers;
  const response = JSON.stringify({ status: String(status), location, etag });
  if (body === "" || typeof body !== "string") return `{"response":${response}}`;
  if (status < 400) return `{"resource":${body},"response":${response}}`;
  return `{"response":${response.slice(0, -1)},"outcome":${body}}}`;
}
