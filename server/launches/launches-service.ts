import { dayIn } from "../../fhir-mappings/fhir-date.ts";
import { type Connection, connectionFor } from "../../launch/connections.ts";
import type { LaunchContext } from "../../launch/launch-context.ts";
import { recordEvent } from "../audit/record-event.ts";
import type { Day } from "../contract/index.ts";
import type { ServerDeps } from "../deps.ts";
import { Refusal } from "../errors.ts";
import { type PracticeSetUp, readSetUp } from "../practices/practices-service.ts";
import type { LaunchTable } from "../store/schema.ts";
import { patientKeyOf } from "./launch-rows.ts";
import { openContext } from "./sealed-context.ts";

/** The launch a request acts for: the only place a handler learns of a patient. */
export interface ActiveLaunch {
  readonly context: LaunchContext;
  readonly connection: Connection;
  readonly practice: PracticeSetUp;
  /** The day it is in the practice's time zone. */
  readonly today: Day;
  /** Stands for the patient in clear columns and on the wire; says nothing by itself. */
  readonly patientKey: string;
  /** Fires when nobody waits for the answer to this request any more; null where no request is. */
  readonly signal: AbortSignal | null;
}

/** How long nobody may have used a launch before it locks. */
export function lockMinutes({ practice, today }: Pick<ActiveLaunch, "practice" | "today">): number {
  return practice.settingsOn(today).lock_minutes;
}

/**
 * Opens a launch row whose holder has proven himself; null where it is no launch in a chart, where its EHR or practice
 * is no longer configured, or where the row's clear columns are not those of the launch sealed in it.
 */
export async function activate(deps: ServerDeps, row: LaunchTable): Promise<ActiveLaunch | null> {
  const context = openContext(deps.keys, row);
  if (context.patient === null) return null;
  const patientKey = patientKeyOf(deps.keys, context);
  const place = await placeOf(deps, context);
  if (!place || row.patient_key !== patientKey || row.practice !== context.practice) return null;
  return { context, ...place, patientKey, signal: null };
}

/** Where a launch is at home; null where its EHR or practice is no longer configured. */
export async function placeOf(
  deps: ServerDeps,
  context: Pick<LaunchContext, "iss" | "practice">,
): Promise<Pick<ActiveLaunch, "connection" | "practice" | "today"> | null> {
  const connection = connectionFor(deps.config.connections, context.iss);
  if (!connection?.practices.includes(context.practice)) return null;
  const practice = await readSetUp(deps, context.practice);
  return practice && { connection, practice, today: dayIn(practice.timezone, deps.now()) };
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
