import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Interaction } from "../smart/scopes.ts";
import { smartConfiguration } from "../smart/smart-configuration.ts";
import { capabilityStatement } from "./capability-statement.ts";
import type { FhirAnswer, FhirCall, FhirService } from "./fhir-service.ts";
import { requireScope } from "./permissions.ts";
import { history, read, search, vread } from "./read-interactions.ts";
import { operationOutcome, Refusal } from "./refusal.ts";
import { traitsOf } from "./resource-types.ts";
import { create, patch, update } from "./write-interactions.ts";

interface Route {
  readonly method: "GET" | "POST" | "PUT" | "PATCH";
  readonly url: string;
  readonly interaction: Interaction;
  readonly run: (service: FhirService, call: FhirCall) => FhirAnswer;
}

const routes: readonly Route[] = [
  { method: "GET", url: "/:type", interaction: "s", run: search },
  { method: "POST", url: "/:type", interaction: "c", run: create },
  { method: "GET", url: "/:type/:id", interaction: "r", run: read },
  { method: "PUT", url: "/:type/:id", interaction: "u", run: update },
  { method: "PATCH", url: "/:type/:id", interaction: "u", run: patch },
  { method: "GET", url: "/:type/:id/_history", interaction: "r", run: history },
  { method: "GET", url: "/:type/:id/_history/:version", interaction: "r", run: vread },
];

const accepted = ["application/fhir+json", "application/json", "application/json-patch+json"];

/** Serves the FHIR API, to be registered under its base path. */
export function fhirRoutes(app: FastifyInstance, service: FhirService): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(accepted, { parseAs: "string" }, (_request, body, done) => done(null, body));
  app.setErrorHandler(answerError);
  app.setNotFoundHandler(() => {
    throw new Refusal(404, "not-supported", "There is no such operation.");
  });
  app.get("/metadata", (_request, reply) => {
    const statement = capabilityStatement(service, service.now().toISOString());
    return send(reply, { status: 200, body: JSON.stringify(statement) });
  });
  app.get("/.well-known/smart-configuration", () => smartConfiguration(service.issuer));
  for (const { method, url, interaction, run } of routes) {
    app.route({
      method,
      url,
      handler: async (request, reply) =>
        send(reply, run(service, await admit(service, request, interaction))),
    });
  }
}

/** Checks token, type and scope, in this order. */
async function admit(
  { tokens }: FhirService,
  request: FastifyRequest,
  interaction: Interaction,
): Promise<FhirCall> {
  const access = await tokens.check(request.headers.authorization);
  if (!access)
    throw new Refusal(401, "login", "The access token is missing, expired, withdrawn or not ours.");
  const { type, id, version } = parameters(request);
  if (!traitsOf(type)) throw new Refusal(404, "not-supported", `${type} is not known here.`);
  requireScope(access, { type, interaction, id });
  const query = new URLSearchParams(request.url.split("?")[1]);
  const body = typeof request.body === "string" ? request.body : "";
  return { access, type, id, version, query, body, header: (name) => header(request, name) };
}

function parameters({ params }: FastifyRequest): { type: string; id: string; version: string } {
  return { type: "", id: "", version: "", ...(typeof params === "object" ? params : {}) };
}

function header(request: FastifyRequest, name: string): string | null {
  const value = request.headers[name];
  return typeof value === "string" ? value : null;
}

function send(reply: FastifyReply, { status, headers, body }: FhirAnswer): FastifyReply {
  return reply
    .code(status)
    .headers({ ...headers })
    .type("application/fhir+json; charset=utf-8")
    .send(body);
}

function answerError(error: FastifyError, _request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refusal = error instanceof Refusal ? error : toRefusal(error);
  if (refusal.status === 401) reply.header("www-authenticate", 'Bearer error="invalid_token"');
  const body = JSON.stringify(operationOutcome(refusal.code, refusal.message));
  return send(reply, { status: refusal.status, body });
}

function toRefusal({ statusCode, message }: FastifyError): Refusal {
  const status = statusCode ?? 500;
  return new Refusal(status, status < 500 ? "processing" : "exception", message);
}
