import { randomUUID } from "node:crypto";
import * as z from "zod";
import { ComplexityStatement, complexityPointer as pointer } from "../contract/index.ts";
import type { Keyring } from "../keys/keyring.ts";
import type { MonthOfPatient } from "../outbox/delivery-rows.ts";
import type { Store, Tx } from "../store/store.ts";
import { placeOf } from "./attestations.ts";

/** Every answer of one patient-month, newest first. None is ever taken out. */
const Statements = z.array(ComplexityStatement).min(1);

interface Row {
  readonly id: string;
  readonly attested: string;
}

/** What was answered about the month's decision complexity, newest first. */
export async function complexityStatements(
  { store: { db }, keys }: { readonly store: Store; readonly keys: Keyring },
  month: MonthOfPatient,
): Promise<ComplexityStatement[]> {
  const row = await rowOf(db, month).executeTakeFirst();
  return row ? opened(keys, row, month) : [];
}

/** An answer, and what stood before it. */
export interface NextStatement {
  readonly month: MonthOfPatient;
  readonly statement: ComplexityStatement;
  /** What the EHR brought back where this practice keeps nothing. */
  readonly recorded: ComplexityStatement | null;
}

/** Puts an answer before the earlier ones, which stay. The same person's same answer again changes nothing. */
export async function keepStatement(
  tx: Tx,
  keys: Keyring,
  { month, statement, recorded }: NextStatement,
): Promise<{ readonly kept: boolean; readonly before: ComplexityStatement | null }> {
  if (recorded === null || !isSame(recorded, statement)) {
    const first = recorded === null ? [statement] : [statement, recorded];
    if (await insert(tx, keys, month, first)) return { kept: true, before: recorded };
  }
  const row = await rowOf(tx, month).forUpdate().executeTakeFirst();
  if (row === undefined) return { kept: false, before: recorded };
  const [before = null, ...older] = opened(keys, row, month);
  if (before !== null && isSame(before, statement)) return { kept: false, before };
  const all = [statement, ...(before === null ? [] : [before]), ...older];
  await tx
    .updateTable("attestation")
    .set({ attested: sealed(keys, row.id, month, all), at: statement.on })
    .where("id", "=", row.id)
    .execute();
  return { kept: true, before };
}

function isSame(one: ComplexityStatement, other: ComplexityStatement): boolean {
  return one.answer === other.answer && one.person === other.person;
}

/** False where another request kept the first answer in this instant, or one was kept before. */
async function insert(
  tx: Tx,
  keys: Keyring,
  month: MonthOfPatient,
  statements: readonly ComplexityStatement[],
): Promise<boolean> {
  const id = randomUUID();
  const at = statements[0]?.on ?? "";
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto("attestation")
    .values({ id, ...month, pointer, attested: sealed(keys, id, month, statements), at })
    .onConflict((clash) => clash.constraint("one_attestation").doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

function rowOf(db: Store["db"], { practice, patient_key, month }: MonthOfPatient) {
  return db
    .selectFrom("attestation")
    .select(["id", "attested"])
    .where("practice", "=", practice)
    .where("patient_key", "=", patient_key)
    .where("month", "=", month)
    .where("pointer", "=", pointer);
}

function sealed(
  keys: Keyring,
  id: string,
  month: MonthOfPatient,
  statements: readonly ComplexityStatement[],
): string {
  return keys.seal(JSON.stringify(statements), placeOf(id, { month, pointer }));
}

function opened(keys: Keyring, { id, attested }: Row, month: MonthOfPatient): ComplexityStatement[] {
  return Statements.parse(JSON.parse(keys.open(attested, placeOf(id, { month, pointer }))));
}
