import { failed, type LaunchProblemCode } from "../../launch/problem.ts";
import { recordEvent } from "../audit/record-event.ts";
import type { ServerDeps } from "../deps.ts";

/**
 * Turns somebody away before any EHR is asked, and puts that on the audit log. Nothing that came with the address is
 * kept: it may hold anything.
 */
export async function refuse(deps: ServerDeps, code: LaunchProblemCode): Promise<ReturnType<typeof failed>> {
  await recordEvent(deps, { kind: "launch.refused", at: deps.now(), subject: null, details: { code } });
  return failed(code);
}
