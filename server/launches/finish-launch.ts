import { type Connection, connectionFor } from "../../launch/connections.ts";
import { failed, type LaunchProblem, type Outcome } from "../../launch/problem.ts";
import { type FinishedLaunch, finishLaunch } from "../../launch/smart-launch.ts";
import { auditFailure, refuse } from "./audit-launch.ts";
import type { CookieJar } from "./launch-cookie.ts";
import type { LaunchDeps } from "./launch-deps.ts";
import { lockToOthers } from "./lock-to-others.ts";
import { type OpenedLaunch, openLaunch } from "./open-launch.ts";
import { type Claim, type ExpectedLaunch, takePending } from "./pending-launch.ts";
import { askPractice, namedBy, type PracticeQuestion } from "./practice-choice.ts";
import { practicesOf } from "./practices-of.ts";

const finishDeadlineMs = 25_000;

/** A browser coming back from the EHR's sign-in. */
interface Return extends Omit<Claim, "state"> {
  /** Our own address with the query the EHR sent. */
  readonly callbackUrl: URL;
}

/** What a return came to. */
type Finished =
  | { readonly ok: true; readonly value: OpenedLaunch | PracticeQuestion }
  | {
      readonly ok: false;
      readonly problem: LaunchProblem;
      /** The launch that was to go on, from which its user may try again. */
      readonly goesOn?: string | undefined;
    };

/**
 * Finishes a launch at the callback and opens it: one user, one patient or none, one cookie; or asks first which
 * practice it is for. The state works once.
 */
export async function finishAtCallback(
  deps: LaunchDeps,
  { callbackUrl, jar, framed }: Return,
): Promise<Finished> {
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
  const outcome = finished.ok ? asExpected(finished, { expects: kept.expects, connection }) : finished;
  // Asked for now, so that it is there when the first screen is.
  if (outcome.ok) deps.styles.of({ connection, context: outcome.value.pinned });
  const { expects } = kept;
  if (outcome.ok) return open(deps, { ...outcome.value, connection, expects, jar });
  const named = finished.ok ? namedBy(finished.value) : null;
  if (named && expects) await lockToOthers(deps, { expects, named, jar });
  await auditFailure(deps, { connection, expects, code: outcome.problem.code, named });
  return { ...outcome, goesOn: expects?.launch };
}

interface Opening extends FinishedLaunch {
  readonly connection: Connection;
  readonly expects: ExpectedLaunch | null;
  readonly jar: CookieJar;
}

/** A launch that goes on with another keeps its practice; nobody is asked where only one can be meant. */
async function open(deps: LaunchDeps, { expects, ...finished }: Opening): Promise<Finished> {
  const inPractice = async (practice: string): Promise<Finished> => ({
    ok: true,
    value: await openLaunch(deps, { ...finished, practice }),
  });
  if (expects) return inPractice(expects.practice);
  const possible = await practicesOf(deps, finished.connection, finished.pinned.user);
  const [only = "", ...more] = possible.ids;
  if (more.length === 0) return inPractice(only);
  return { ok: true, value: await askPractice(deps, { ...finished, possible }) };
}

/** A launch that goes on with another opens that one's patient for that one's user, or nothing. */
function asExpected(
  finished: Outcome<FinishedLaunch> & { readonly ok: true },
  { expects, connection }: { readonly expects: ExpectedLaunch | null; readonly connection: Connection },
): Outcome<FinishedLaunch> {
  const { patient, user } = finished.value.pinned;
  if (expects && !connection.practices.includes(expects.practice)) return failed("state_unknown");
  if (expects && user !== expects.user) return failed("other_user");
  return expects && patient !== expects.patient ? failed("other_patient") : finished;
}
