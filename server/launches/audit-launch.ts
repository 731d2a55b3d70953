import type { Connection } from "../../launch/connections.ts";
import { failed, type LaunchProblemCode } from "../../launch/problem.ts";
import { recordEvent } from "../audit/record-event.ts";
import type { ServerDeps } from "../deps.ts";
import type { ExpectedLaunch } from "./pending-launch.ts";

/**
 * Turns somebody away before any EHR is asked, and puts that on the audit log. Nothing that came with the address is
 * kept: it may hold anything.
 */
export async function refuse(deps: ServerDeps, code: LaunchProblemCode): Promise<ReturnType<typeof failed>> {
  await recordEvent(deps, { kind: "launch.refused", at: deps.now(), subject: null, details: { code } });
  return failed(code);
}

/** Whom an EHR named in a sign-in that opened nothing. */
export interface SignedIn {
  readonly iss: string;
  readonly user: string;
  readonly patient: string | null;
}

interface FailedLaunch {
  readonly connection: Connection;
  readonly expects: ExpectedLaunch | null;
  readonly code: LaunchProblemCode;
  readonly named?: SignedIn | null;
}

/** Puts a launch that an EHR was asked for and that came to nothing on the audit log. */
export async function auditFailure(
  deps: ServerDeps,
  { connection: { iss, practices }, expects, code, named = null }: FailedLaunch,
): Promise<void> {
  const subject = expects && {
    id: expects.launch,
    practice: expects.practice,
    iss,
    patient: expects.patient,
    user: expects.user,
  };
  const details = { code, iss, practices, ...(named && { named }) };
  await recordEvent(deps, { kind: "launch.failed", at: deps.now(), subject, details });
}
