import { randomUUID } from "node:crypto";
import { Attestation, type Question } from "../contract/index.ts";
import type { Keyring } from "../keys/keyring.ts";
import type { MonthOfPatient } from "../outbox/delivery-rows.ts";
import type { Store, Tx } from "../store/store.ts";

const place = (row: string) => ({ table: "attestation", column: "attested", row });

/** Records that a person vouched for a fact of this month. A second time changes nothing: the first stands. */
export async function attest(
  tx: Tx,
  keys: Keyring,
  {
    month,
    pointer,
    attestation,
  }: {
    readonly month: MonthOfPatient;
    readonly pointer: Question["pointer"];
    readonly attestation: Attestation;
  },
): Promise<void> {
  const id = randomUUID();
  await tx
    .insertInto("attestation")
    .values({
      id,
      ...month,
      pointer,
      attested: keys.seal(JSON.stringify(attestation), place(id)),
      at: attestation.on,
    })
    .onConflict((clash) => clash.constraint("one_attestation").doNothing())
    .execute();
}

/** Takes a person's word back, so that the question is open again. */
export async function withdraw(
  tx: Tx,
  { month, pointer }: { readonly month: MonthOfPatient; readonly pointer: Question["pointer"] },
): Promise<void> {
  await tx
    .deleteFrom("attestation")
    .where("practice", "=", month.practice)
    .where("patient_key", "=", month.patient_key)
    .where("month", "=", month.month)
    .where("pointer", "=", pointer)
    .execute();
}

/** What was vouched for in this month, by JSON pointer. */
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
    .execute();
  return Object.fromEntries(
    rows.map(({ id, pointer, attested }) => [
      pointer,
      Attestation.parse(JSON.parse(keys.open(attested, place(id)))),
    ]),
  );
}
