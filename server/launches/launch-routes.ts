import type { FastifyReply, FastifyRequest } from "fastify";
import * as z from "zod";
import type { LaunchProblem, LaunchProblemCode } from "../../launch/problem.ts";
import { sendPlainPage } from "../plain-page.ts";
import { sendProblemPage } from "../problem-page.ts";
import type { TypedApp } from "../typed-app.ts";
import { type AnswerShell, appShell } from "./app-shell.ts";
import { beginLaunch, LaunchQuery } from "./begin-launch.ts";
import { finishAtCallback } from "./finish-launch.ts";
import { dropCookie, pendingCookie, setLaunchCookie, setPendingCookie } from "./launch-cookie.ts";
import type { LaunchDeps } from "./launch-deps.ts";
import type { OpenedLaunch } from "./open-launch.ts";
import { choosePractice } from "./practice-choice.ts";
import { choicePath, sendPracticeChoice } from "./practice-choice-page.ts";
import { hashOf } from "./secrets.ts";
import { registerSessionRoutes } from "./session-routes.ts";
import { startPage } from "./start-page.ts";

/** Wide enough for a hospital behind one address, narrow enough that nobody fills the store. */
const entrance = { launch: "none", page: true, rateLimit: { max: 300, timeWindow: "1 minute" } } as const;

/** How long an EHR may go by the key set it fetched: a key is in it for longer before it signs anything. */
const keySetSeconds = 300;

/** Where an EHR sends a browser, where people start by themselves, and what follows. */
export function registerLaunchRoutes(app: TypedApp, deps: LaunchDeps): void {
  const answerShell = appShell(deps.appDir);
  registerStart(app, deps);
  registerLaunch(app, deps);
  registerCallback(app, deps, answerShell);
  registerChoice(app, deps, answerShell);
  registerSessionRoutes(app, deps, answerShell);
  app.get("/.well-known/jwks.json", { config: { launch: "none" } }, async (_request, reply) => {
    reply.header("cache-control", `public, max-age=${keySetSeconds}`);
    return deps.keys.publicKeySet();
  });
}

function registerStart(app: TypedApp, { config }: LaunchDeps): void {
  app.get("/start", { config: entrance }, async (_request, reply) =>
    sendPlainPage(reply, { title: "Start CareMonth", body: startPage(config), frameAncestors: [] }),
  );
}

function registerLaunch(app: TypedApp, deps: LaunchDeps): void {
  app.get("/launch", { config: entrance, schema: { querystring: LaunchQuery } }, async (request, reply) => {
    const begun = await beginLaunch(deps, request.query);
    if (!begun.ok) return answerProblem(deps, { request, reply }, begun.problem);
    const { authorizeUrl, stateHash, browserSecret } = begun.value;
    setPendingCookie(reply, stateHash, browserSecret);
    return reply.redirect(authorizeUrl, 302);
  });
}

function registerCallback(app: TypedApp, deps: LaunchDeps, answerShell: AnswerShell): void {
  const querystring = z.object({ state: z.string().optional().catch(undefined) });
  app.get("/callback", { config: entrance, schema: { querystring } }, async (request, reply) => {
    const { state } = request.query;
    const finished = await finishAtCallback(deps, {
      callbackUrl: callbackUrl(deps, request),
      ...browserOf(request),
    });
    if (state !== undefined) dropCookie(reply, pendingCookie(hashOf(state)));
    if (!finished.ok)
      return answerProblem(deps, { request, reply, goesOn: finished.goesOn }, finished.problem);
    const { value } = finished;
    if (value.kind !== "question") return answerOpened(reply, answerShell, value);
    setPendingCookie(reply, value.stateHash, value.browserSecret);
    return sendPracticeChoice(reply, deps.config, value);
  });
}

/** Where somebody who was asked says which practice a launch is for. */
function registerChoice(app: TypedApp, deps: LaunchDeps, answerShell: AnswerShell): void {
  const said = z.string().catch("");
  const schema = { querystring: z.object({ state: said, practice: said }) };
  app.get(choicePath, { config: entrance, schema }, async (request, reply) => {
    const { state } = request.query;
    const opened = await choosePractice(deps, { ...request.query, ...browserOf(request) });
    dropCookie(reply, pendingCookie(hashOf(state)));
    if (!opened.ok) return answerProblem(deps, { request, reply }, opened.problem);
    return answerOpened(reply, answerShell, opened.value);
  });
}

/** Which browser it is, and whether it says that it shows the answer in a frame. */
function browserOf({ cookies: jar, headers }: FastifyRequest) {
  return { jar, framed: headers["sec-fetch-dest"] === "iframe" };
}

function answerOpened(
  reply: FastifyReply,
  answerShell: AnswerShell,
  { secret, dead, ...shell }: OpenedLaunch,
): FastifyReply {
  for (const name of dead) dropCookie(reply, name);
  setLaunchCookie(reply, shell.launchId, secret);
  return answerShell(reply, shell);
}

/** Our own address with the query that came: no Host header and no absolute target has a say. */
function callbackUrl({ config }: LaunchDeps, request: FastifyRequest): URL {
  const url = new URL("/callback", config.origin);
  url.search = request.url.slice(request.url.indexOf("?"));
  return url;
}

/** RFC 9110: 4xx where the way here was wrong, 502 where the EHR did not do its part. */
const statuses: Readonly<Record<LaunchProblemCode, number>> = {
  missing_launch: 400,
  standalone_not_offered: 400,
  unknown_iss: 403,
  ehr_unreachable: 502,
  discovery_unusable: 502,
  refused: 403,
  scope_refused: 403,
  client_refused: 502,
  ehr_busy: 502,
  state_unknown: 400,
  exchange_failed: 502,
  id_token_invalid: 502,
  no_patient: 502,
  other_patient: 403,
  other_user: 403,
  no_user: 502,
};

interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  /** The launch of ours that the browser came from. */
  readonly goesOn?: string | undefined;
}

function answerProblem(
  { config }: LaunchDeps,
  { request, reply, goesOn }: Exchange,
  problem: LaunchProblem,
): FastifyReply {
  request.log.info({ event: "launch_failed", code: problem.code });
  return sendProblemPage(reply.code(statuses[problem.code]), config, {
    ...problem,
    request: request.id,
    goesOn,
  });
}
