import type { Connection } from "../../launch/connections.ts";
import type { LaunchContext } from "../../launch/launch-context.ts";
import { recordEvent } from "../audit/record-event.ts";
import type { PracticeSetting } from "../config-file.ts";
import type { ServerDeps } from "../deps.ts";
import { Refusal } from "../errors.ts";
import type { LaunchTable } from "../store/schema.ts";
import { transact } from "../store/transact.ts";
import { endLaunch, openContext, openTokens, patientKeyOf } from "./launch-rows.ts";
import { isPast } from "./launch-times.ts";

/** The launch a request acts for: the only place a handler learns of a patient. */
export interface ActiveLaunch {
  readonly context: LaunchContext;
  readonly connection: Connection;
  readonly practice: PracticeSetting;
  /** Stands for the patient in clear columns and on the wire; says nothing by itself. */
  readonly patientKey: string;
  /** Fires when nobody waits for the answer to this request any more; null where no request is. */
  readonly signal: AbortSignal | null;
  /** The EHR's access token, or null once it has expired. */
  accessToken(): string | null;
}

/**
 * Opens a launch row whose holder has proven himself; null where its EHR or practice is no longer configured, or
 * where the row's clear columns are not those of the launch sealed in it.
 */
export function activate(deps: ServerDeps, row: LaunchTable): ActiveLaunch | null {
  const context = openContext(deps.keys, row);
  const patientKey = patientKeyOf(deps.keys, context);
  if (row.patient_key !== patientKey || row.practice !== context.practice) return null;
  const connection = deps.config.connections.find(({ iss }) => iss === context.iss);
  const practice = deps.config.practices.find(({ id }) => id === context.practice);
  if (!connection || !practice) return null;
  return {
    context,
    connection,
    practice,
    patientKey,
    signal: null,
    accessToken: () => {
      const { accessToken, expiresAt } = openTokens(deps.keys, row);
      return isPast(expiresAt, deps.now()) ? null : accessToken;
    },
  };
}

/**
 * For every write: throws Refusal `patient_mismatch`, and puts it on the audit log, unless `patient` is the key
 * of the launch's own patient.
 */
export async function requireSamePatient(
  deps: ServerDeps,
  launch: ActiveLaunch,
  patient: string,
): Promise<void> {
  if (patient === launch.patientKey) return;
  const event = {
    kind: "write.refused",
    at: deps.now(),
    subject: launch.context,
    details: { code: "patient_mismatch" },
  };
  await recordEvent(deps, event);
  throw new Refusal("patient_mismatch");
}

/** Ends the launch at its user's word: from here on its cookie and bearer open nothing. */
export async function logOff(deps: ServerDeps, { context }: ActiveLaunch): Promise<void> {
  const now = deps.now();
  await transact(deps.store, async (tx) => {
    if (!(await endLaunch(tx, context.id, "log_off", now))) return;
    await deps.audit.append(tx, {
      kind: "launch.ended",
      at: now,
      subject: context,
      details: { because: "log_off" },
    });
  });
}
