import * as z from "zod";
import type { TypedApp } from "./typed-app.ts";

/** `GET /healthz`: whether the process answers. Says nothing about anybody or any version. */
export function registerHealthRoute(app: TypedApp): void {
  app.get(
    "/healthz",
    { config: { launch: "none" }, schema: { response: { 200: z.object({ status: z.literal("ok") }) } } },
    async () => ({ status: "ok" as const }),
  );
}
