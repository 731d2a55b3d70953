import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from "fastify";
import { recordEvent } from "../audit/record-event.ts";
import type { Act } from "../contract/index.ts";
import type { ServerDeps } from "../deps.ts";
import { Refusal } from "../errors.ts";
import { barFor } from "../practices/practices-service.ts";
import type { ActiveLaunch } from "./launches-service.ts";
import type { ActivePanel } from "./panel-launch.ts";
import { requireOpen, resolveLaunch } from "./resolve-launch.ts";
import type { TokenKeeper } from "./token-keeper.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /**
     * For what the route acts: `required` for a launch in a chart, `panel` for one from outside every chart, `any` for
     * either, `none` for no launch. Every route must say so.
     */
    launch?: "required" | "panel" | "any" | "none";
    /** What the user must be allowed to do; `none` where everybody who may open CareMonth may. Every launch's route says so. */
    act?: Act | "none";
    /** The route needs the EHR: refused with `ehr_session_ended` once the EHR's permission is over. */
    ehr?: boolean;
    /** The route also serves a launch that locked itself for want of use, and does not wake it. */
    locked?: boolean;
    /** Failures are answered as a plain page, for addresses a browser is sent to. */
    page?: boolean;
  }
  interface FastifyRequest {
    /** The launch this request acts for. Throws on a route that did not say it requires one. */
    readonly launch: ActiveLaunch;
    /** The launch from outside every chart this request acts for. Throws on a route that is not for those alone. */
    readonly panel: ActivePanel;
    /** The launch of either kind this request acts for. Throws on a route that takes none. */
    readonly anyLaunch: ActiveLaunch | ActivePanel;
  }
}

interface GuardDeps extends ServerDeps {
  readonly keeper: TokenKeeper;
}

/**
 * Makes it impossible to register a route that does not name how it gets its launch, and resolves the launch
 * before a handler or a body parser runs. Installed on the root before any route.
 */
export function installLaunchGuard(app: FastifyInstance, deps: GuardDeps): void {
  const launches = new WeakMap<FastifyRequest, ActiveLaunch>();
  const panels = new WeakMap<FastifyRequest, ActivePanel>();
  app.decorateRequest("launch", {
    getter() {
      return found(this, launches.get(this));
    },
  });
  app.decorateRequest("panel", {
    getter() {
      return found(this, panels.get(this));
    },
  });
  app.decorateRequest("anyLaunch", {
    getter() {
      return found(this, launches.get(this) ?? panels.get(this));
    },
  });
  app.addHook("onRoute", refuseUnnamed);
  app.addHook("onRequest", async (request, reply) => {
    if (isUnsafe(request.method)) requireOwnPage(request, deps.config.origin);
    const { launch: wanted = "none", ehr = false } = request.routeOptions.config;
    if (wanted === "none") return;
    const launch = await resolveLaunch(deps, request);
    refuseOtherKind(launch, wanted);
    await requirePermission(deps, request, launch);
    if (isPanel(launch)) panels.set(request, launch);
    else launches.set(request, { ...(await permitted(deps, { launch, ehr })), signal: whileAwaited(reply) });
  });
}

function refuseOtherKind(launch: ActiveLaunch | ActivePanel, wanted: "required" | "panel" | "any"): void {
  if (wanted === "required" && isPanel(launch)) throw new Refusal("no_patient");
  if (wanted === "panel" && !isPanel(launch)) throw new Refusal("not_found");
}

/** Throws Refusal, and puts it on the audit log, where the user may not do what the route does. */
async function requirePermission(
  deps: GuardDeps,
  { routeOptions: { config, url } }: FastifyRequest,
  launch: ActiveLaunch | ActivePanel,
): Promise<void> {
  const { act = "none" } = config;
  const bar = act === "none" ? null : barFor(launch, act);
  if (bar === null) return;
  const details = { code: bar.code, act, route: url };
  await recordEvent(deps, { kind: "access.refused", at: deps.now(), subject: launch.context, details });
  throw bar.code === "not_staff" ? new Refusal(bar.code) : new Refusal(bar.code, bar.words);
}

interface Permitting {
  readonly launch: ActiveLaunch;
  readonly ehr: boolean;
}

/** The launch, for a route that needs the EHR with what it may do there by now. Throws Refusal where that is nothing. */
async function permitted(deps: GuardDeps, { launch, ehr }: Permitting): Promise<ActiveLaunch> {
  if (!ehr) return launch;
  const { context } = launch;
  const found = await deps.keeper.permission(context.id);
  if (found.kind === "held") return { ...launch, context: { ...context, scopes: found.scopes } };
  await requireOpen(deps, context.id);
  throw new Refusal(found.kind === "not_now" ? "ehr_unreachable" : "ehr_session_ended");
}

function isPanel(launch: ActiveLaunch | ActivePanel): launch is ActivePanel {
  return launch.context.patient === null;
}

function found<Launch>(request: FastifyRequest, launch: Launch | undefined): Launch {
  if (!launch) throw new Error(`${request.routeOptions.url} uses a launch but does not require one.`);
  return launch;
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
  if (config?.launch === undefined)
    throw new Error(`Route ${method} ${url} does not say how it gets its launch: config.launch is missing.`);
  if (config.launch !== "none" && config.act === undefined)
    throw new Error(`Route ${method} ${url} does not say who may use it: config.act is missing.`);
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
