import * as z from "zod";
import { type Connection, connectionFor } from "../../launch/connections.ts";
import type { Outcome } from "../../launch/problem.ts";
import { startLaunch } from "../../launch/smart-launch.ts";
import { auditFailure, refuse } from "./audit-launch.ts";
import type { LaunchDeps } from "./launch-deps.ts";
import { type ExpectedLaunch, type Kept, keepPending } from "./pending-launch.ts";

/** What may be said when a browser is sent here. Everything else in the address is ignored. */
export const LaunchQuery = z.object({
  iss: z.string().optional().catch(undefined),
  /** Absent where nobody in an EHR asked for the launch; a word that cannot be read is an empty one. */
  launch: z.string().optional().catch(""),
});

export interface BegunLaunch extends Kept {
  readonly authorizeUrl: string;
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
  if (started.ok) {
    const { state, authorizeUrl, pending } = started.value;
    const kept = await keepPending(deps, state, { iss: connection.iss, expects, pending });
    return { ok: true, value: { authorizeUrl, ...kept } };
  }
  await auditFailure(deps, { connection, expects, code: started.problem.code });
  return started;
}
