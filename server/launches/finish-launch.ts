import { type Connection, connectionFor } from "../../launch/connections.ts";
import type { Outcome } from "../../launch/problem.ts";
import { finishLaunch } from "../../launch/smart-launch.ts";
import { recordEvent } from "../audit/record-event.ts";
import type { ServerDeps } from "../deps.ts";
import type { CookieJar } from "./launch-cookie.ts";
import { type OpenedLaunch, openLaunch } from "./open-launch.ts";
import { takePending } from "./pending-launch.ts";
import { refuse } from "./refuse-launch.ts";

const finishDeadlineMs = 25_000;

/** A browser coming back from the EHR's sign-in. */
interface Return {
  /** Our own address with the query the EHR sent. */
  readonly callbackUrl: URL;
  readonly jar: CookieJar;
  /** Whether the browser says that it shows the answer in a frame. */
  readonly framed: boolean;
}

/** Finishes a launch at the callback and opens it: one patient, one user, one cookie. The state works once. */
export async function finishAtCallback(
  deps: ServerDeps,
  { callbackUrl, jar, framed }: Return,
): Promise<Outcome<OpenedLaunch>> {
  const [state, ...more] = callbackUrl.searchParams.getAll("state");
  if (state === undefined || more.length > 0) return refuse(deps, "state_unknown");
  const kept = await takePending(deps, { state, jar, framed });
  const connection = kept && connectionFor(deps.config.connections, kept.iss);
  if (!connection) return refuse(deps, "state_unknown");
  const finished = await finishLaunch({
    connection,
    pending: kept.pending,
    callbackUrl,
    signal: AbortSignal.timeout(finishDeadlineMs),
    now: deps.now,
  });
  if (finished.ok) return { ok: true, value: await openLaunch(deps, { ...finished.value, connection, jar }) };
  await auditFailure(deps, connection, finished.problem.code);
  return finished;
}

async function auditFailure(deps: ServerDeps, { iss, practice }: Connection, code: string): Promise<void> {
  const event = { kind: "launch.failed", at: deps.now(), subject: null, details: { code, iss, practice } };
  await recordEvent(deps, event);
}
