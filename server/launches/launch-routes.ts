import * as z from "zod";
import type { ServerDeps } from "../deps.ts";
import { Refusal } from "../errors.ts";
import type { TypedApp } from "../typed-app.ts";
import { appShell } from "./app-shell.ts";
import { dropCookie, launchCookie } from "./launch-cookie.ts";
import { findLaunch } from "./launch-rows.ts";
import { activate, logOff } from "./launches-service.ts";

/** Where an EHR sends a browser, where the app lives, and how a person leaves. */
export function registerLaunchRoutes(app: TypedApp, deps: ServerDeps): void {
  const answerShell = appShell(deps.appDir);

  app.get("/.well-known/jwks.json", { config: { launch: "none" } }, async () => deps.keys.publicKeySet());

  app.get(
    "/l/:launch/",
    { config: { launch: "none", page: true }, schema: { params: z.object({ launch: z.string() }) } },
    async (request, reply) => {
      const row = await findLaunch(deps.store.db, request.params.launch);
      const launch = row && activate(deps, row);
      if (!launch) throw new Refusal("not_found");
      return answerShell(reply, { launchId: launch.context.id, connection: launch.connection, bearer: null });
    },
  );

  app.post("/api/log-off", { config: { launch: "required" } }, async (request, reply) => {
    const { id } = request.launch.context;
    await logOff(deps, request.launch);
    dropCookie(reply, launchCookie(id));
    return reply.code(204).send();
  });
}
