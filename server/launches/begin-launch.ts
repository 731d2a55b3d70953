import * as z from "zod";
import { type Connection, connectionFor } from "../../launch/connections.ts";
import type { Outcome } from "../../launch/problem.ts";
import { type StartedLaunch, startLaunch } from "../../launch/smart-launch.ts";
import type { ServerDeps } from "../deps.ts";
import { auditFailure, refuse } from "./audit-launch.ts";
import type { LaunchDeps } from "./launch-deps.ts";
import { forgetExpired } from "./launch-rows.ts";
import { pendingUntil } from "./launch-times.ts";
import { type ExpectedLaunch, sealPending } from "./pending-launch.ts";
import { hashOf, newSecret } from "./secrets.ts";

/** What may be said when a browser is sent here. Everything else in the address is ignored. */
export const LaunchQuery = z.object({
  iss: z.string().optional().catch(undefined),
  /** Absent where nobody in an EHR asked for the launch; a word that cannot be read is an empty one. */
  launch: z.string().optional().catch(""),
});

export interface BegunLaunch {
  readonly authorizeUrl: string;
  readonly stateHash: string;
  /** For the cookie that ties the sign-in to this browser. */
  readonly browserSecret: string;
}

const startDeadlineMs = 15_000;

/** Begins a launch at an EHR that is configured. No other EHR is contacted. */
export async function beginLaunch(
  deps: LaunchDeps,
  { iss, launch }: z.infer<typeof LaunchQuery>,
): Promise<Outcome<BegunLaunch>> {
  if (!iss || launch === "") return refuse(deps, "missing_launch");
  const connection = connectionFor(deps.config.connections, iss);
  if (!connection) return refuse(deps, "unknown_iss");
  return beginAt(deps, { connection, launch: launch ?? null, expects: null });
}

interface Beginning {
  readonly connection: Connection;
  /** The EHR's own string; null for a launch by itself, in which the EHR has a patient chosen. */
  readonly launch: string | null;
  /** Whom alone the launch may open; null where that is the EHR's to say. */
  readonly expects: ExpectedLaunch | null;
}

/** Begins a launch, and keeps what finishing it needs. A start that failed is on the audit log. */
export async function beginAt(
  deps: LaunchDeps,
  { connection, launch, expects }: Beginning,
): Promise<Outcome<BegunLaunch>> {
  const started = await startLaunch({
    connection,
    launch,
    redirectUri: `${deps.config.origin}/callback`,
    signal: AbortSignal.timeout(startDeadlineMs),
    known: deps.known,
  });
  if (started.ok)
    return { ok: true, value: await keepPending(deps, { iss: connection.iss, expects }, started.value) };
  await auditFailure(deps, { connection, expects, code: started.problem.code });
  return started;
}

async function keepPending(
  { store, keys, now }: ServerDeps,
  begun: { readonly iss: string; readonly expects: ExpectedLaunch | null },
  { state, authorizeUrl, pending }: StartedLaunch,
): Promise<BegunLaunch> {
  const stateHash = hashOf(state);
  const browserSecret = newSecret();
  const row = {
    state_hash: stateHash,
    browser_hash: hashOf(browserSecret),
    pending: sealPending(keys, stateHash, { ...begun, pending }),
    expires: pendingUntil(now()),
  };
  await forgetExpired(store.db, now());
  await store.db.deleteFrom("pending_launch").where("expires", "<=", now()).execute();
  await store.db.insertInto("pending_launch").values(row).execute();
  return { authorizeUrl, stateHash, browserSecret };
}
