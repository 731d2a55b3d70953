import path from "node:path";
import fastifyStatic from "@fastify/static";
import * as z from "zod";
import type { ServerDeps } from "./deps.ts";
import { Refusal } from "./errors.ts";
import type { TypedApp } from "./typed-app.ts";

const yearMs = 365 * 24 * 60 * 60 * 1000;

/** `GET /assets/…`: the built app's files, whose names carry a hash of their content and may be kept for ever. */
export function registerAssetRoutes(app: TypedApp, { appDir }: ServerDeps): void {
  void app.register(fastifyStatic, { root: path.join(appDir, "assets"), serve: false });
  app.get(
    "/assets/:file",
    { config: { launch: "none" }, schema: { params: z.object({ file: z.string() }) } },
    async (request, reply) => {
      const { file } = request.params;
      if (!/^[\w-][\w.-]*$/.test(file)) throw new Refusal("not_found");
      return reply.sendFile(file, { maxAge: yearMs, immutable: true });
    },
  );
}
