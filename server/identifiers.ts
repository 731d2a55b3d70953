import type { LaunchContext } from "../launch/launch-context.ts";
import type { Artefact } from "./contract/index.ts";
import type { Keyring } from "./keys/keyring.ts";

/** Whose records are named: one patient of one practice at one EHR. */
export type Whose = Pick<LaunchContext, "practice" | "iss" | "patient">;

/** Which record of the patient: the month or the entry's id; empty where there is only one. */
export interface RecordName {
  readonly artefact: Artefact;
  readonly key: string;
}

/**
 * The business identifier of a record in the EHR: the same for the same record on every machine, unlike for any
 * other patient, practice or EHR, and saying nothing of any of them.
 */
export function recordIdentifier(
  keys: Keyring,
  { practice, iss, patient }: Whose,
  { artefact, key }: RecordName,
): string {
  return keys.identifier(practice, [iss, patient, artefact, key]);
}
