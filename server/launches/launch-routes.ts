import type { FastifyReply, FastifyRequest } from "fastify";
import * as z from "zod";
import type { LaunchProblem, LaunchProblemCode } from "../../launch/problem.ts";
import type { ServerDeps } from "../deps.ts";
import { Refusal } from "../errors.ts";
import { sendProblemPage } from "../problem-page.ts";
import type { TypedApp } from "../typed-app.ts";
import { type AnswerShell, appShell } from "./app-shell.ts";
import { beginLaunch, LaunchQuery } from "./begin-launch.ts";
import { finishAtCallback } from "./finish-launch.ts";
import {
  dropCookie,
  launchCookie,
  pendingCookie,
  setLaunchCookie,
  setPendingCookie,
} from "./launch-cookie.ts";
import { findLaunch } from "./launch-rows.ts";
import { activate, logOff } from "./launches-service.ts";
import { hashOf } from "./secrets.ts";

/** Wide enough for a hospital behind one address, narrow enough that nobody fills the store. */
const entrance = { launch: "none", page: true, rateLimit: { max: 300, timeWindow: "1 minute" } } as const;

/** Where an EHR sends a browser, where the app lives, and how a person leaves. */
export function registerLaunchRoutes(app: TypedApp, deps: ServerDeps): void {
  const answerShell = appShell(deps.appDir);
  registerLaunch(app, deps);
  registerCallback(app, deps, answerShell);
  registerShell(app, deps, answerShell);
  registerLogOff(app, deps);
  registerPresence(app);
  app.get("/.well-known/jwks.json", { config: { launch: "none" } }, async () => deps.keys.publicKeySet());
}

function registerLaunch(app: TypedApp, deps: ServerDeps): void {
  app.get("/launch", { config: entrance, schema: { querystring: LaunchQuery } }, async (request, reply) => {
    const begun = await beginLaunch(deps, request.query);
    if (!begun.ok) return answerProblem(deps, { request, reply }, begun.problem);
    const { authorizeUrl, stateHash, browserSecret } = begun.value;
    setPendingCookie(reply, stateHash, browserSecret);
    return reply.redirect(authorizeUrl, 302);
  });
}

function registerCallback(app: TypedApp, deps: ServerDeps, answerShell: AnswerShell): void {
  const querystring = z.object({ state: z.string().optional().catch(undefined) });
  app.get("/callback", { config: entrance, schema: { querystring } }, async (request, reply) => {
    const { state } = request.query;
    const finished = await finishAtCallback(deps, {
      callbackUrl: callbackUrl(deps, request),
      jar: request.cookies,
      framed: request.headers["sec-fetch-dest"] === "iframe",
    });
    if (state !== undefined) dropCookie(reply, pendingCookie(hashOf(state)));
    if (!finished.ok) return answerProblem(deps, { request, reply }, finished.problem);
    const { secret, dead, ...shell } = finished.value;
    for (const name of dead) dropCookie(reply, name);
    setLaunchCookie(reply, shell.launchId, secret);
    return answerShell(reply, shell);
  });
}

/** Our own address with the query that came: no Host header and no absolute target has a say. */
function callbackUrl({ config }: ServerDeps, request: FastifyRequest): URL {
  const url = new URL("/callback", config.origin);
  url.search = request.url.slice(request.url.indexOf("?"));
  return url;
}

function registerShell(app: TypedApp, deps: ServerDeps, answerShell: AnswerShell): void {
  const params = z.object({ launch: z.string() });
  app.get(
    "/l/:launch/",
    { config: { launch: "none", page: true }, schema: { params } },
    async (request, reply) => {
      const row = await findLaunch(deps.store.db, request.params.launch);
      const launch = row && activate(deps, row);
      if (!launch) throw new Refusal("not_found");
      return answerShell(reply, { launchId: launch.context.id, connection: launch.connection, bearer: null });
    },
  );
}

function registerLogOff(app: TypedApp, deps: ServerDeps): void {
  app.post("/api/log-off", { config: { launch: "required", locked: true } }, async (request, reply) => {
    await logOff(deps, request.launch);
    dropCookie(reply, launchCookie(request.launch.context.id));
    return reply.code(204).send();
  });
}

/** A person is reading: resolving the launch is what keeps it from locking. */
function registerPresence(app: TypedApp): void {
  app.get("/api/presence", { config: { launch: "required" } }, async (_request, reply) =>
    reply.code(204).send(),
  );
}

/** RFC 9110: 4xx where the way here was wrong, 502 where the EHR did not do its part. */
const statuses: Readonly<Record<LaunchProblemCode, number>> = {
  missing_launch: 400,
  unknown_iss: 403,
  ehr_unreachable: 502,
  discovery_unusable: 502,
  refused: 403,
  state_unknown: 400,
  exchange_failed: 502,
  id_token_invalid: 502,
  no_patient: 502,
  no_user: 502,
};

interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

function answerProblem(
  { config }: ServerDeps,
  { request, reply }: Exchange,
  problem: LaunchProblem,
): FastifyReply {
  request.log.info({ event: "launch_failed", code: problem.code });
  return sendProblemPage(reply.code(statuses[problem.code]), config, { ...problem, request: request.id });
}
