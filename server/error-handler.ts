import {
  hasZodFastifySchemaValidationErrors,
  type ZodFastifySchemaValidationError,
} from "@fastify/type-provider-zod";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Config } from "./config.ts";
import { type ProblemCode, problemOf, Refusal } from "./errors.ts";
import { sendProblemPage } from "./problem-page.ts";

/**
 * The one place where a failure becomes an answer: an expected one with its code and advice, any other only
 * with the request's number. Nothing that an EHR, the store or a library said gets out. Addresses that a
 * browser is sent to answer with a page, all others with JSON.
 */
export function errorHandler(config: Config) {
  return (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const code = codeOf(error);
    const { status, message, advice } = problemOf(code);
    if (status >= 500) request.log.error({ event: "failed", err: error });
    const problem = { code, message: particularOf(error) ?? message, advice, request: request.id };
    reply.code(status);
    return request.routeOptions.config.page === true
      ? sendProblemPage(reply, config, problem)
      : reply.send(problem);
  };
}

const codesByStatus: Readonly<Record<number, ProblemCode>> = {
  404: "not_found",
  413: "body_too_large",
  415: "media_type_refused",
  429: "too_many_requests",
  503: "unavailable",
};

function codeOf(error: unknown): ProblemCode {
  if (error instanceof Refusal) return error.code;
  const status = statusOf(error);
  return codesByStatus[status] ?? (status >= 400 && status < 500 ? "request_invalid" : "internal");
}

/** The status a library gave its error; 500 for what anything else threw. */
function statusOf(error: unknown): number {
  const given = error instanceof Error && "statusCode" in error ? error.statusCode : 500;
  return typeof given === "number" ? given : 500;
}

function particularOf(error: unknown): string | undefined {
  if (error instanceof Refusal) return error.particular;
  if (!hasZodFastifySchemaValidationErrors(error)) return undefined;
  return `The request is not written as this address expects it: ${error.validation.map(whereAndWhat).join("; ")}.`;
}

function whereAndWhat({ instancePath, message }: ZodFastifySchemaValidationError): string {
  return `${instancePath === "" ? "/" : instancePath} ${message ?? "is not accepted"}`;
}
