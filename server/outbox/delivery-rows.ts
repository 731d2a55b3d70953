import { type Selectable, sql } from "kysely";
import type { Keyring } from "../keys/keyring.ts";
import type { DeliveryTable } from "../store/schema.ts";
import type { Store, Tx } from "../store/store.ts";
import { type Envelope, noResult, type Payload, Result, SealedPayload, type Subject } from "./delivery.ts";

export type DeliveryRow = Selectable<DeliveryTable>;

/**
 * How long one process may work on a delivery before another takes it for dead, on the database's clock: the
 * processes' own clocks may differ. Whoever works stops well before that; see `workSeconds`.
 */
const lease = sql<string>`date_trunc('milliseconds', now()) + interval '180 seconds'`;

/** Which deliveries: those of one patient-month of one practice. */
export interface MonthOfPatient {
  readonly practice: string;
  readonly patient_key: string;
  readonly month: string;
}

const place = (column: "payload" | "result", row: string) => ({ table: "delivery", column, row });

/** Adds a confirmed write to the outbox, inside the transaction that records the confirmation. */
export async function insertDelivery(
  tx: Tx,
  keys: Keyring,
  delivery: MonthOfPatient & {
    readonly id: string;
    readonly user_key: string;
    readonly follows: string | null;
    readonly subject: Subject;
    readonly payload: Payload;
    readonly at: string;
  },
): Promise<void> {
  const { payload, subject, at, ...row } = delivery;
  const sealed = JSON.stringify({ subject, payload });
  await tx
    .insertInto("delivery")
    .values({
      ...row,
      launch: subject.id,
      what: payload.what,
      state: "queued",
      conflict: false,
      lookups: 0,
      absences: 0,
      sent: null,
      looked: null,
      due: at,
      lease: null,
      payload: keys.seal(sealed, place("payload", row.id)),
      result: null,
      created: at,
      changed: at,
    })
    .execute();
}

export async function deliveryById(store: Store, id: string): Promise<DeliveryRow | undefined> {
  return store.db.selectFrom("delivery").selectAll().where("id", "=", id).executeTakeFirst();
}

/** The patient-month's deliveries, newest first. */
export async function deliveriesOf(store: Store, month: MonthOfPatient): Promise<DeliveryRow[]> {
  return store.db
    .selectFrom("delivery")
    .selectAll()
    .where("practice", "=", month.practice)
    .where("patient_key", "=", month.patient_key)
    .where("month", "=", month.month)
    .orderBy("created", "desc")
    .orderBy("follows", (order) => order.desc().nullsLast())
    .limit(20)
    .execute();
}

/** What is sent, and in whose name. */
export function envelopeOf(keys: Keyring, row: DeliveryRow): Envelope {
  return SealedPayload.parse(JSON.parse(keys.open(row.payload, place("payload", row.id))));
}

/** What is known of its end. */
export function resultOf(keys: Keyring, row: DeliveryRow): Result {
  return row.result === null
    ? noResult
    : Result.parse(JSON.parse(keys.open(row.result, place("result", row.id))));
}

/**
 * Takes a delivery for this process: a queued one to send it, an unknown one to look it up.
 * Undefined where another process has it or it is in another state.
 */
export async function claim(
  tx: Tx,
  { id, from, now }: { readonly id: string; readonly from: "queued" | "unknown"; readonly now: string },
): Promise<DeliveryRow | undefined> {
  return tx
    .updateTable("delivery")
    .set({ lease, changed: now, ...(from === "queued" ? { state: "sending", sent: now } : { looked: now }) })
    .where("id", "=", id)
    .where("state", "=", from)
    .where((is) => is.or([is("lease", "is", null), is("lease", "<", sql<string>`now()`)]))
    .returningAll()
    .executeTakeFirst();
}

/** Whether this process still has the delivery, with time enough left for one request. Asked right before a write. */
export async function stillHolds(store: Store, claimed: DeliveryRow): Promise<boolean> {
  const held = await store.db
    .selectFrom("delivery")
    .select("id")
    .where("id", "=", claimed.id)
    .where("lease", "=", claimed.lease)
    .where("lease", ">", sql<string>`now() + interval '30 seconds'`)
    .executeTakeFirst();
  return held !== undefined;
}

/** How a claimed delivery went on. */
export interface Change {
  readonly state: DeliveryRow["state"];
  readonly conflict: boolean;
  readonly lookups: number;
  readonly absences: number;
  /** When the next step is taken by itself; null where a person takes it. */
  readonly due: string | null;
  readonly result: Result;
}

/**
 * Writes how a claimed delivery went on and gives the claim back. Answers false where the claim was lost meanwhile:
 * another process then works on it, and nothing is written.
 */
export async function release(
  tx: Tx,
  keys: Keyring,
  { claimed, change, now }: { readonly claimed: DeliveryRow; readonly change: Change; readonly now: string },
): Promise<boolean> {
  const { result, ...rest } = change;
  const sealed = keys.seal(JSON.stringify(result), place("result", claimed.id));
  const { numUpdatedRows } = await tx
    .updateTable("delivery")
    .set({ ...rest, lease: null, changed: now, result: sealed })
    .where("id", "=", claimed.id)
    .where("lease", "=", claimed.lease)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Deliveries whose process died while sending: whether the EHR has them is unknown, so they are never just resent. */
export async function abandonStale(tx: Tx, now: string): Promise<DeliveryRow[]> {
  return tx
    .updateTable("delivery")
    .set({ state: "unknown", lease: null, changed: now, due: now })
    .where("state", "=", "sending")
    .where("lease", "<", sql<string>`now()`)
    .returningAll()
    .execute();
}

/** What may be worked on by itself now, oldest first. */
export async function dueDeliveries(store: Store, now: string): Promise<string[]> {
  const rows = await store.db
    .selectFrom("delivery")
    .select("id")
    .where("state", "in", ["queued", "unknown"])
    .where("due", "<=", now)
    .orderBy("due")
    .limit(50)
    .execute();
  return rows.map(({ id }) => id);
}

/** Whether a recording of this patient-month has not come to its end yet. */
export async function isUnderWay(tx: Tx, { practice, patient_key, month }: MonthOfPatient): Promise<boolean> {
  const row = await tx
    .selectFrom("delivery")
    .select("id")
    .where("practice", "=", practice)
    .where("patient_key", "=", patient_key)
    .where("month", "=", month)
    .where("what", "=", "month")
    .where("state", "in", ["queued", "sending", "unknown"])
    .executeTakeFirst();
  return row !== undefined;
}

/** The queued deliveries that waited for this one. */
export async function followersOf(store: Store, id: string): Promise<string[]> {
  const rows = await store.db
    .selectFrom("delivery")
    .select("id")
    .where("follows", "=", id)
    .where("state", "=", "queued")
    .execute();
  return rows.map((row) => row.id);
}
