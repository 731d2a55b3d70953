import * as z from "zod";
import { type Connection, connectionFor } from "../../launch/connections.ts";
import type { Outcome } from "../../launch/problem.ts";
import { type StartedLaunch, startLaunch } from "../../launch/smart-launch.ts";
import type { ServerDeps } from "../deps.ts";
import { forgetExpired } from "./launch-rows.ts";
import { pendingUntil } from "./launch-times.ts";
import { sealPending } from "./pending-launch.ts";
import { refuse } from "./refuse-launch.ts";
import { hashOf, newSecret } from "./secrets.ts";

/** What an EHR may say when it sends a browser here. Everything else in the address is ignored. */
export const LaunchQuery = z.object({
  iss: z.string().optional().catch(undefined),
  launch: z.string().optional().catch(undefined),
});

interface BegunLaunch {
  readonly authorizeUrl: string;
  readonly stateHash: string;
  /** For the cookie that ties the sign-in to this browser. */
  readonly browserSecret: string;
}

const startDeadlineMs = 15_000;

/** Begins a launch for an EHR that is configured, and keeps what finishing it needs. No other EHR is contacted. */
export async function beginLaunch(
  deps: ServerDeps,
  { iss, launch }: z.infer<typeof LaunchQuery>,
): Promise<Outcome<BegunLaunch>> {
  if (!iss || !launch) return refuse(deps, "missing_launch");
  const connection = connectionFor(deps.config.connections, iss);
  if (!connection) return refuse(deps, "unknown_iss");
  const started = await startLaunch({
    connection,
    launch,
    redirectUri: `${deps.config.origin}/callback`,
    signal: AbortSignal.timeout(startDeadlineMs),
  });
  return started.ok ? { ok: true, value: await keepPending(deps, connection, started.value) } : started;
}

async function keepPending(
  { store, keys, now }: ServerDeps,
  { iss }: Connection,
  { state, authorizeUrl, pending }: StartedLaunch,
): Promise<BegunLaunch> {
  const stateHash = hashOf(state);
  const browserSecret = newSecret();
  const row = {
    state_hash: stateHash,
    browser_hash: hashOf(browserSecret),
    pending: sealPending(keys, stateHash, { iss, pending }),
    expires: pendingUntil(now()),
  };
  await forgetExpired(store.db, now());
  await store.db.deleteFrom("pending_launch").where("expires", "<=", now()).execute();
  await store.db.insertInto("pending_launch").values(row).execute();
  return { authorizeUrl, stateHash, browserSecret };
}
