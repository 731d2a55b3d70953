import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Access } from "../smart/access-tokens.ts";
import { runBundle } from "./bundle-interaction.ts";
import { capabilityStatement } from "./capability-statement.ts";
import type { FhirAnswer, FhirCall, FhirService } from "./fhir-service.ts";
import { admitted, routes, runRoute } from "./interactions.ts";
import { operationOutcome, Refusal, refusal } from "./refusal.ts";

const accepted = ["application/fhir+json", "application/json", "application/json-patch+json"];
const form = "application/x-www-form-urlencoded";

/** Serves the FHIR API, to be registered under its base path. */
export function fhirRoutes(app: FastifyInstance, service: FhirService): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser([...accepted, form], { parseAs: "string" }, (_request, body, done) =>
    done(null, body),
  );
  app.setErrorHandler(answerError);
  app.setNotFoundHandler(() => {
    throw refusal(404, "not-supported", "There is no such operation.");
  });
  app.get("/metadata", (_request, reply) =>
    send(reply, { status: 200, body: JSON.stringify(capabilityStatement(service)) }),
  );
  app.post("/", async (request, reply) =>
    send(reply, await runBundle(service, await signedIn(service, request), bodyOf(request))),
  );
  for (const route of routes) {
    app.route({
      method: route.method,
      url: route.url,
      handler: async (request, reply) => {
        const asked = toCall(request, await signedIn(service, request));
        requireAcceptable(service, asked);
        requireContentType(request, route.url.endsWith("/_search"));
        return send(reply, await runRoute(service, route, admitted(service, route, asked)));
      },
    });
  }
}

async function signedIn({ tokens }: FhirService, { headers }: FastifyRequest): Promise<Access> {
  const access = await tokens.check(headers.authorization);
  if (access) return access;
  throw refusal(401, "login", "The access token is missing, expired, withdrawn or not ours.");
}

/** Forms are for searches, and searches by POST are forms. */
function requireContentType({ method, headers }: FastifyRequest, isSearch: boolean): void {
  const isForm = headers["content-type"]?.startsWith(form) ?? false;
  if (method === "GET" || isForm === isSearch) return;
  throw refusal(415, "not-supported", `This takes ${isSearch ? form : "application/fhir+json"}.`);
}

/** A Binary may be asked for as anything. */
function requireAcceptable({ flavours }: FhirService, { type, header }: Omit<FhirCall, "sieve">): void {
  const accept = header("accept");
  if (!flavours.behaviour.acceptChecked || type === "Binary" || accept === null) return;
  if (!/json|\*\/\*/.test(accept)) throw new Refusal(406, []);
}

function toCall(request: FastifyRequest, access: Access): Omit<FhirCall, "sieve"> {
  const { type, id, version } = parameters(request);
  const query = new URLSearchParams(request.url.split("?")[1]);
  const body = bodyOf(request);
  return { access, type, id, version, query, body, header: (name) => header(request, name) };
}

function parameters({ params }: FastifyRequest): { type: string; id: string; version: string } {
  return { type: "", id: "", version: "", ...(typeof params === "object" ? params : {}) };
}

function bodyOf({ body }: FastifyRequest): string {
  return typeof body === "string" ? body : "";
}

function header(request: FastifyRequest, name: string): string | null {
  const value = request.headers[name];
  return typeof value === "string" ? value : null;
}

function send(reply: FastifyReply, { status, headers, body }: FhirAnswer): FastifyReply {
  const type = body === "" ? {} : { "content-type": "application/fhir+json; charset=utf-8" };
  return reply
    .code(status)
    .headers({ ...type, ...headers })
    .send(body);
}

function answerError(error: FastifyError, _request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { status, issues } = error instanceof Refusal ? error : toRefusal(error);
  if (status === 401) reply.header("www-authenticate", 'Bearer error="invalid_token"');
  const body = issues.length > 0 ? JSON.stringify(operationOutcome(issues)) : "";
  return send(reply, { status, body });
}

function toRefusal({ statusCode, message }: FastifyError): Refusal {
  const status = statusCode ?? 500;
  return refusal(status, status < 500 ? "processing" : "exception", message);
}
