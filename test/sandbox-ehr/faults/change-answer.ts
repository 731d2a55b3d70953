import { parse, stringify } from "lossless-json";
import { isObject, type JsonObject } from "../fhir/json.ts";
import type { Answer } from "./answer.ts";
import { aboutPatient, continuedAt, firstResource, truncated } from "./change-resource.ts";
import type { Fault } from "./fault.ts";

const page =
  "<!DOCTYPE html><html><head><title>Please wait</title></head><body><h1>The service is busy</h1></body></html>";

/** The answer a status or html fault gives in place of any other. `now` dates a Retry-After. */
export function answerInstead(fault: Extract<Fault, { kind: "status" | "html" }>, now: Date): Answer {
  if (fault.kind === "html") {
    const headers = { "content-type": "text/html; charset=utf-8" };
    return { status: fault.status ?? 502, headers, body: Buffer.from(page) };
  }
  const { status, headers = {}, retryAfter, body = "" } = fault;
  const wait = retryAfter === undefined ? {} : { "retry-after": toRetryAfter(retryAfter, now) };
  return { status, headers: { ...wait, ...headers }, body: Buffer.from(body) };
}

type RetryAfter = NonNullable<Extract<Fault, { kind: "status" }>["retryAfter"]>;

/** RFC 9110: delay seconds or an HTTP-date. */
function toRetryAfter(wanted: RetryAfter, now: Date): string {
  if ("seconds" in wanted) return String(wanted.seconds);
  return new Date(now.getTime() + wanted.dateInSeconds * 1000).toUTCString();
}

/** The answer as the fault changes it; the same answer where the fault is of another kind. */
export function changeAnswer(fault: Fault, answer: Answer, now: Date): Answer {
  switch (fault.kind) {
    case "status":
    case "html":
      return answerInstead(fault, now);
    case "content_type":
      return { ...answer, headers: { ...answer.headers, "content-type": fault.value } };
    case "malformed_json":
      return { ...answer, body: Buffer.concat([answer.body.subarray(0, -1), Buffer.from(",")]) };
    case "bom":
      return { ...answer, body: Buffer.concat([Buffer.from("\uFEFF"), answer.body]) };
    case "wrong_shape":
      return { ...answer, status: 200, body: Buffer.from(otherShape(fault.resourceType)) };
    default:
      return changeBody(fault, answer);
  }
}

function otherShape(resourceType = "OperationOutcome"): string {
  const issue = [{ severity: "information", code: "informational", diagnostics: "All is well." }];
  return JSON.stringify(
    resourceType === "OperationOutcome" ? { resourceType, issue } : { resourceType, id: "other" },
  );
}

function changeBody(fault: Fault, answer: Answer): Answer {
  const change = bodyChange(fault);
  const body = change === null ? null : parsed(answer.body);
  if (change === null || body === null) return answer;
  return { ...answer, body: Buffer.from(stringify(change(body)) ?? "") };
}

function bodyChange(fault: Fault): ((body: JsonObject) => JsonObject) | null {
  switch (fault.kind) {
    case "missing_element":
      return firstResource(({ [fault.element]: _missing, ...rest }) => rest);
    case "other_patient":
      return firstResource((resource) => aboutPatient(resource, fault.patient));
    case "truncated":
      return (bundle) => truncated(bundle, fault.keep);
    case "foreign_next":
      return (bundle) => continuedAt(bundle, fault.url);
    default:
      return null;
  }
}

function parsed(body: Buffer): JsonObject | null {
  try {
    const value = parse(body.toString());
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}
