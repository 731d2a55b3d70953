import * as z from "zod";
import { type Connection, connectionFor } from "../../launch/connections.ts";
import { failed, type Outcome } from "../../launch/problem.ts";
import type { FinishedLaunch } from "../../launch/smart-launch.ts";
import { recordEvent } from "../audit/record-event.ts";
import type { ServerDeps } from "../deps.ts";
import { auditFailure, refuse, type SignedIn } from "./audit-launch.ts";
import { type OpenedLaunch, openLaunch } from "./open-launch.ts";
import { type Claim, type Kept, keepUntilBack, takeKept } from "./pending-launch.ts";
import type { PossiblePractices } from "./practices-of.ts";
import { PinnedForm } from "./sealed-context.ts";
import { Tokens } from "./sealed-tokens.ts";
import { newSecret } from "./secrets.ts";

/** A sign-in that waits for its user to say which practice it is for. */
export interface PracticeQuestion extends Kept, PossiblePractices {
  readonly kind: "question";
  readonly connection: Connection;
  /** Opens the launch in one of the practices, once, in the browser that was asked. */
  readonly state: string;
}

/** What was signed in, while its user is asked. */
const Waiting = z.strictObject({
  offered: z.array(z.string()).readonly(),
  pinned: PinnedForm,
  tokens: Tokens,
});

interface Asking extends FinishedLaunch {
  readonly connection: Connection;
  readonly possible: PossiblePractices;
}

/** Keeps what was signed in until its user has chosen, and puts on the audit log who was asked between what. */
export async function askPractice(
  deps: ServerDeps,
  { connection, possible, pinned, tokens }: Asking,
): Promise<PracticeQuestion> {
  const state = newSecret();
  const offered = possible.ids;
  const content = { offered, pinned, tokens: keepable({ pinned, tokens }) } satisfies z.input<typeof Waiting>;
  const kept = await keepUntilBack(deps, { errand: "practice_choice", state, content });
  const details = { named: namedBy({ pinned }), offered };
  await recordEvent(deps, { kind: "launch.practice_asked", at: deps.now(), subject: null, details });
  return { kind: "question", connection, state, ...possible, ...kept };
}

/** Outside every chart nothing is read, so what could be read with is not kept. */
function keepable({ pinned, tokens }: FinishedLaunch): FinishedLaunch["tokens"] {
  return pinned.patient === null ? { ...tokens, accessToken: "", refreshToken: null } : tokens;
}

interface Choice extends Claim {
  readonly practice: string;
}

/** Opens what was signed in for the practice its user chose of those that were offered. The state works once. */
export async function choosePractice(
  deps: ServerDeps,
  { practice, ...claim }: Choice,
): Promise<Outcome<OpenedLaunch>> {
  const taken = await takeKept(deps, "practice_choice", claim);
  if (taken === null) return refuse(deps, "state_unknown");
  const { offered, ...finished } = Waiting.parse(taken);
  const connection = connectionFor(deps.config.connections, finished.pinned.iss);
  if (!connection) return refuse(deps, "state_unknown");
  if (offered.includes(practice) && connection.practices.includes(practice)) {
    const opening = { ...finished, connection, practice, jar: claim.jar, chosenFrom: offered };
    return { ok: true, value: await openLaunch(deps, opening) };
  }
  const code = "state_unknown";
  await auditFailure(deps, { connection, expects: null, code, named: namedBy(finished) });
  return failed(code);
}

/** Whom the EHR named in a sign-in. */
export function namedBy({ pinned }: Pick<FinishedLaunch, "pinned">): SignedIn {
  return { iss: pinned.iss, user: pinned.user, patient: pinned.patient };
}
