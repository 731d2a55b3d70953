import type { FastifyRequest } from "fastify";
import { recordEvent } from "../audit/record-event.ts";
import type { ServerDeps } from "../deps.ts";
import { Refusal } from "../errors.ts";
import type { LaunchTable } from "../store/schema.ts";
import { launchCookie } from "./launch-cookie.ts";
import { findLaunch, renewLaunch, voidBearer } from "./launch-rows.ts";
import { isIdle, isPast } from "./launch-times.ts";
import { type ActiveLaunch, activate, lockMinutes } from "./launches-service.ts";
import { type ActivePanel, activatePanel } from "./panel-launch.ts";
import { openContext } from "./sealed-context.ts";
import { matches } from "./secrets.ts";

/**
 * The open launch whose id is in the header and whose cookie, or bearer where no cookie is kept, is with it.
 * Renews it unless the request says it runs in the background. Throws Refusal otherwise.
 */
export async function resolveLaunch(
  deps: ServerDeps,
  request: FastifyRequest,
): Promise<ActiveLaunch | ActivePanel> {
  const row = await findNamed(deps, request);
  await requireHolder(deps, request, row);
  const now = deps.now();
  const { locked = false } = request.routeOptions.config;
  refuseEnded(row, now);
  const launch = await (row.patient_key === null ? activatePanel(deps, row) : activate(deps, row));
  if (!launch) throw new Refusal("launch_ended");
  if (!locked && isIdle(row.last_active, now, lockMinutes(launch))) throw new Refusal("launch_idle");
  const inBackground = request.headers["x-caremonth-background"] !== undefined;
  if (!locked && !inBackground) await renewLaunch(deps.store.db, row.id, now);
  return launch;
}

/** Throws Refusal where the launch ended meanwhile, which asking for its EHR's permission may bring about. */
export async function requireOpen({ store, now }: ServerDeps, id: string): Promise<void> {
  const row = await findLaunch(store.db, id);
  if (row) refuseEnded(row, now());
}

function refuseEnded({ ended, ended_because, expires }: LaunchTable, now: string): void {
  if (ended_because === "named_other_patient") throw new Refusal("other_patient");
  if (ended_because === "named_other_user") throw new Refusal("other_user");
  if (ended !== null || isPast(expires, now)) throw new Refusal("launch_ended");
}

async function findNamed({ store }: ServerDeps, { headers }: FastifyRequest): Promise<LaunchTable> {
  const id = headers["x-caremonth-launch"];
  const row = typeof id === "string" ? await findLaunch(store.db, id) : undefined;
  if (!row) throw new Refusal("launch_required");
  return row;
}

async function requireHolder(deps: ServerDeps, request: FastifyRequest, row: LaunchTable): Promise<void> {
  const proof = proofOf(request, row);
  if (proof === "none") {
    await auditRefusal(deps, request, row);
    throw new Refusal("launch_required");
  }
  if (proof === "cookie" && row.bearer_hash !== null) await voidBearer(deps.store.db, row.id);
}

function proofOf(request: FastifyRequest, row: LaunchTable): "cookie" | "bearer" | "none" {
  const cookie = request.server.parseCookie(request.headers.cookie ?? "")[launchCookie(row.id)];
  if (cookie !== undefined) return matches(cookie, row.secret_hash) ? "cookie" : "none";
  const [, bearer] = /^Bearer (\S+)$/.exec(request.headers.authorization ?? "") ?? [];
  if (bearer === undefined || row.bearer_hash === null) return "none";
  return matches(bearer, row.bearer_hash) ? "bearer" : "none";
}

async function auditRefusal(deps: ServerDeps, request: FastifyRequest, row: LaunchTable): Promise<void> {
  const event = {
    kind: "access.refused",
    at: deps.now(),
    subject: openContext(deps.keys, row),
    details: { code: "launch_required", route: request.routeOptions.url, method: request.method },
  };
  await recordEvent(deps, event);
}
