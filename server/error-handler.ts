import {
  hasZodFastifySchemaValidationErrors,
  type ZodFastifySchemaValidationError,
} from "@fastify/type-provider-zod";
import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import type { ApiError } from "./contract/index.ts";
import { type ProblemCode, problemOf, Refusal } from "./errors.ts";
import { problemPage } from "./problem-page.ts";

/**
 * The one place where a failure becomes an answer: an expected one with its code and advice, any other only
 * with the request's number. Nothing that an EHR, the store or a library said gets out.
 */
export function answerError(
  error: FastifyError | Refusal | Error,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const code = codeOf(error);
  const { status, message, advice } = problemOf(code);
  if (status >= 500) request.log.error({ event: "failed", request: request.id, err: error });
  const body = { code, message: particularOf(error) ?? message, advice, request: request.id };
  return sendProblem(request, reply.code(status), body);
}

/** Answers as JSON, or as a plain page on routes that a browser is sent to. */
export function sendProblem(request: FastifyRequest, reply: FastifyReply, problem: ApiError): FastifyReply {
  if (request.routeOptions.config.page !== true) return reply.send(problem);
  return reply.type("text/html; charset=utf-8").send(problemPage(problem));
}

const codesByStatus: Readonly<Record<number, ProblemCode>> = {
  404: "not_found",
  413: "body_too_large",
  415: "media_type_refused",
  429: "too_many_requests",
  503: "unavailable",
};

function codeOf(error: FastifyError | Refusal | Error): ProblemCode {
  if (error instanceof Refusal) return error.code;
  const status = "statusCode" in error ? (error.statusCode ?? 500) : 500;
  return codesByStatus[status] ?? (status >= 400 && status < 500 ? "request_invalid" : "internal");
}

function particularOf(error: FastifyError | Refusal | Error): string | undefined {
  if (error instanceof Refusal) return error.particular;
  if (!hasZodFastifySchemaValidationErrors(error)) return undefined;
  return `The request is not written as this address expects it: ${error.validation.map(whereAndWhat).join("; ")}.`;
}

function whereAndWhat({ instancePath, message }: ZodFastifySchemaValidationError): string {
  return `${instancePath === "" ? "/" : instancePath} ${message ?? "is not accepted"}`;
}

/** What a log may hold of an error: its kind, its code and where it arose. Its own words may quote PHI and stay out. */
export function shapeOf(error: Error): { type: string; message: string; stack: string } {
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  const frames = (error.stack ?? "").split("\n").filter((line) => /^ {4}at /.test(line));
  return { type: error.name, message: code, stack: frames.slice(0, 12).join("\n") };
}
