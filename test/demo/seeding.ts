import { type RecordName, recordIdentifier } from "../../server/identifiers.ts";
import type { Keyring } from "../../server/keys/keyring.ts";
import type { Sandbox } from "../sandbox-ehr/sandbox.ts";
import { demoPractice } from "./practice.ts";

/** Where the demo's records go, under whose keys, and seen from which moment. */
export interface Seeding {
  readonly sandbox: Sandbox;
  readonly keys: Keyring;
  readonly now: Date;
}

/** The patient and the business identifier a record is written with. */
export function named({ keys, sandbox }: Seeding, patient: string, name: RecordName) {
  const whose = { practice: demoPractice.id, iss: sandbox.fhirBase, patient };
  return { patient: `Patient/${patient}`, identifier: recordIdentifier(keys, whose, name) };
}
