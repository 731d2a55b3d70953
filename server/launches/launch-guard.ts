import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from "fastify";
import type { ServerDeps } from "../deps.ts";
import { Refusal } from "../errors.ts";
import type { ActiveLaunch } from "./launches-service.ts";
import { resolveLaunch } from "./resolve-launch.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** Whether the route acts for a launch. Every route must say so. */
    launch?: "required" | "none";
    /** The route needs the EHR: refused with `ehr_session_ended` once the launch's token has expired. */
    ehr?: boolean;
    /** The route also serves a launch that locked itself for want of use, and does not wake it. */
    locked?: boolean;
    /** Failures are answered as a plain page, for addresses a browser is sent to. */
    page?: boolean;
  }
  interface FastifyRequest {
    /** The launch this request acts for. Throws on a route that did not say it requires one. */
    readonly launch: ActiveLaunch;
  }
}

/**
 * Makes it impossible to register a route that does not name how it gets its launch, and resolves the launch
 * before a handler or a body parser runs. Installed on the root before any route.
 */
export function installLaunchGuard(app: FastifyInstance, deps: ServerDeps): void {
  const launches = new WeakMap<FastifyRequest, ActiveLaunch>();
  app.decorateRequest("launch", {
    getter(): ActiveLaunch {
      const launch = launches.get(this);
      if (!launch) throw new Error(`${this.routeOptions.url} uses a launch but does not require one.`);
      return launch;
    },
  });
  app.addHook("onRoute", refuseUnnamed);
  app.addHook("onRequest", async (request, reply) => {
    if (isUnsafe(request.method)) requireOwnPage(request, deps.config.origin);
    if (request.routeOptions.config.launch !== "required") return;
    const launch = await resolveLaunch(deps, request);
    if (request.routeOptions.config.ehr && launch.accessToken() === null)
      throw new Refusal("ehr_session_ended");
    launches.set(request, { ...launch, signal: whileAwaited(reply) });
  });
}

/** Fires when the browser hangs up before its answer is out. Fastify's own signal fires as soon as a body was read. */
function whileAwaited({ raw }: FastifyReply): AbortSignal {
  const leaving = new AbortController();
  raw.once("close", () => {
    if (!raw.writableFinished) leaving.abort();
  });
  return leaving.signal;
}

function refuseUnnamed({ method, url, config }: RouteOptions): void {
  if (config?.launch !== undefined) return;
  throw new Error(`Route ${method} ${url} does not say how it gets its launch: config.launch is missing.`);
}

function isUnsafe(method: string): boolean {
  return method !== "GET" && method !== "HEAD" && method !== "OPTIONS";
}

/** Only scripts of our own pages may change anything; an old browser without Sec-Fetch-Site must show our Origin. */
function requireOwnPage({ headers }: FastifyRequest, origin: string): void {
  const site = headers["sec-fetch-site"];
  const sameSite = site === undefined || site === "same-origin";
  if (headers.origin !== origin || !sameSite) throw new Refusal("cross_site");
}
