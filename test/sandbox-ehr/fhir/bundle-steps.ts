import { randomUUID } from "node:crypto";
import type { Bundle } from "fhir/r4";
import { stringify } from "lossless-json";
import { isObject, type JsonObject, valuesAt } from "./json.ts";
import { readJson } from "./json-text.ts";
import { Refusal, refusal } from "./refusal.ts";
import { shapeIssues } from "./resource-validation.ts";

/** One entry of a batch or transaction, ready to run. */
export interface Step {
  readonly method: string;
  readonly url: string;
  readonly fullUrl: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The id a create will give. */
  readonly newId: string;
}

/** The type of the Bundle in a request, and its entries; throws a Refusal where it is none. */
export function stepsOf(body: string): { type: string; steps: Step[] } {
  const text = readJson(body);
  if (text.kind === "unusable") throw refusal(400, "structure", `The body: ${text.why}`);
  if (!isObject(text.value) || text.value["resourceType"] !== "Bundle")
    throw refusal(400, "invalid", "The body must be a Bundle.");
  const issues = shapeIssues(envelope(JSON.parse(body)));
  if (issues.length > 0) throw new Refusal(400, issues);
  const { type, entry } = text.value;
  return { type: String(type), steps: valuesAt({ entry }, "entry").filter(isObject).map(toStep) };
}

/** The Bundle with a stand-in for what its entries hold, since each of those is judged by itself. */
function envelope(given: Bundle): Bundle {
  const { entry } = given;
  if (!Array.isArray(entry)) return given;
  const standIn = { resourceType: "Basic", id: "any", code: { text: "any" } } as const;
  return {
    ...given,
    entry: entry.map((one) => (isObject(one) && "resource" in one ? { ...one, resource: standIn } : one)),
  };
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
