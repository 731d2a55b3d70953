import type { FastifyReply, FastifyRequest } from "fastify";
import * as z from "zod";
import { PanelHead, Relaunch } from "../contract/index.ts";
import { Refusal } from "../errors.ts";
import type { TypedApp } from "../typed-app.ts";
import type { AnswerShell } from "./app-shell.ts";
import { dropCookie, launchCookie, setPendingCookie } from "./launch-cookie.ts";
import type { LaunchDeps } from "./launch-deps.ts";
import { findLaunch } from "./launch-rows.ts";
import { activate } from "./launches-service.ts";
import { logOff } from "./log-off.ts";
import { panelHead } from "./panel-head.ts";
import { activatePanel } from "./panel-launch.ts";
import { relaunch } from "./relaunch.ts";

/** Where the app of an open launch lives, who is there outside every chart, and how a person leaves or goes on. */
export function registerSessionRoutes(app: TypedApp, deps: LaunchDeps, answerShell: AnswerShell): void {
  registerShell(app, deps, answerShell);
  registerLeaving(app, deps);
  registerRelaunch(app, deps);
  const schema = { response: { 200: PanelHead } };
  app.get("/api/panel-head", { config: { launch: "panel", act: "none" }, schema }, async ({ panel }) =>
    panelHead(deps, panel),
  );
}

function registerShell(app: TypedApp, deps: LaunchDeps, answerShell: AnswerShell): void {
  const schema = { params: z.object({ launch: z.string() }) };
  const config = { launch: "none", page: true } as const;
  app.get("/l/:launch/", { config, schema }, async (request, reply) => {
    const row = await findLaunch(deps.store.db, request.params.launch);
    const kind = row?.patient_key === null ? "panel" : "chart";
    const launch = row && (await (kind === "panel" ? activatePanel(deps, row) : activate(deps, row)));
    if (!launch) throw new Refusal("not_found");
    const { context, connection } = launch;
    return answerShell(reply, { launchId: context.id, connection, kind, bearer: null });
  });
}

function registerLeaving(app: TypedApp, deps: LaunchDeps): void {
  const config = { launch: "any", act: "none", locked: true } as const;
  app.post("/api/log-off", { config }, async ({ anyLaunch }, reply) => {
    await logOff(deps, anyLaunch);
    dropCookie(reply, launchCookie(anyLaunch.context.id));
    return reply.code(204).send();
  });
  // A person is reading: resolving the launch is what keeps it from locking.
  app.get("/api/presence", { config: { launch: "any", act: "none" } }, async (_request, reply) =>
    reply.code(204).send(),
  );
}

/** More than a person who is refused and tries again. */
const perLaunch = {
  max: 10,
  timeWindow: "1 minute",
  groupId: "relaunch",
  keyGenerator: ({ launch }: FastifyRequest) => launch.context.id,
} as const;

/** The way on where the EHR's permission is over or the launch locked itself: same patient, same user, or nothing. */
function registerRelaunch(app: TypedApp, deps: LaunchDeps): void {
  const config = { launch: "required", act: "none", locked: true, rateLimit: perLaunch } as const;
  const schema = { response: { 200: Relaunch } };
  app.post("/api/relaunch", { config, schema }, async ({ launch }, reply: FastifyReply) => {
    const { authorizeUrl, stateHash, browserSecret } = await relaunch(deps, launch);
    setPendingCookie(reply, stateHash, browserSecret);
    return { authorize_url: authorizeUrl };
  });
}
