import { randomUUID } from "node:crypto";
import { Attestation, complexityPointer, type Question } from "../contract/index.ts";
import type { Keyring } from "../keys/keyring.ts";
import type { MonthOfPatient } from "../outbox/delivery-rows.ts";
import type { Store, Tx } from "../store/store.ts";

/** One question of one patient-month. */
interface AskedOf {
  readonly month: MonthOfPatient;
  readonly pointer: string;
}

/** A word opens only for the patient, month and question it was given for. */
export function placeOf(id: string, { month: { practice, patient_key, month }, pointer }: AskedOf) {
  const row = JSON.stringify([id, practice, patient_key, month, pointer]);
  return { table: "attestation", column: "attested", row };
}

/** Drops a word given before a moment, where the question is asked anew after it. */
export async function dropEarlier(tx: Tx, of: AskedOf, before: string): Promise<void> {
  await tx
    .deleteFrom("attestation")
    .where("practice", "=", of.month.practice)
    .where("patient_key", "=", of.month.patient_key)
    .where("month", "=", of.month.month)
    .where("pointer", "=", of.pointer)
    .where("at", "<", before)
    .execute();
}

/**
 * Records that a person vouched for a fact of this month. A second time changes nothing, the first stands: answers
 * whether the word was taken.
 */
export async function attest(
  tx: Tx,
  keys: Keyring,
  {
    attestation,
    ...of
  }: AskedOf & { readonly pointer: Question["pointer"]; readonly attestation: Attestation },
): Promise<boolean> {
  const id = randomUUID();
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto("attestation")
    .values({
      id,
      ...of.month,
      pointer: of.pointer,
      attested: keys.seal(JSON.stringify(attestation), placeOf(id, of)),
      at: attestation.on,
    })
    .onConflict((clash) => clash.constraint("one_attestation").doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

/** Takes a person's word back, so that the question is open again; answers whose word it was, null where there was none. */
export async function withdraw(tx: Tx, keys: Keyring, of: AskedOf): Promise<Attestation | null> {
  const gone = await tx
    .deleteFrom("attestation")
    .where("practice", "=", of.month.practice)
    .where("patient_key", "=", of.month.patient_key)
    .where("month", "=", of.month.month)
    .where("pointer", "=", of.pointer)
    .returning(["id", "attested"])
    .executeTakeFirst();
  return gone ? opened(keys, gone, of) : null;
}

/** What was vouched for in this month, by JSON pointer; answers with a choice are kept by `complexity-statements`. */
export async function attestationsOf(
  { store, keys }: { readonly store: Store; readonly keys: Keyring },
  month: MonthOfPatient,
): Promise<Record<string, Attestation>> {
  const rows = await store.db
    .selectFrom("attestation")
    .select(["id", "pointer", "attested"])
    .where("practice", "=", month.practice)
    .where("patient_key", "=", month.patient_key)
    .where("month", "=", month.month)
    .where("pointer", "!=", complexityPointer)
    .execute();
  return Object.fromEntries(
    rows.map(({ pointer, ...row }) => [pointer, opened(keys, row, { month, pointer })]),
  );
}

function opened(
  keys: Keyring,
  { id, attested }: { readonly id: string; readonly attested: string },
  of: AskedOf,
): Attestation {
  return Attestation.parse(JSON.parse(keys.open(attested, placeOf(id, of))));
}
