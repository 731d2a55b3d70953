import type { Selectable } from "kysely";
import type { Keyring } from "../keys/keyring.ts";
import type { DeliveryTable } from "../store/schema.ts";
import type { Store, Tx } from "../store/store.ts";
import { noResult, Payload, Result } from "./delivery.ts";

export type DeliveryRow = Selectable<DeliveryTable>;

/** How long one process may work on a delivery before another takes it for dead. Longer than all deadlines of one write. */
const leaseSeconds = 180;

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
    readonly launch: string;
    readonly user_key: string;
    readonly follows: string | null;
    readonly payload: Payload;
    readonly at: string;
  },
): Promise<void> {
  const { payload, at, ...row } = delivery;
  await tx
    .insertInto("delivery")
    .values({
      ...row,
      what: payload.what,
      state: "queued",
      conflict: false,
      lookups: 0,
      absences: 0,
      lease: null,
      payload: keys.seal(JSON.stringify(payload), place("payload", row.id)),
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

/** What is sent. */
export function payloadOf(keys: Keyring, row: DeliveryRow): Payload {
  return Payload.parse(JSON.parse(keys.open(row.payload, place("payload", row.id))));
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
  store: Store,
  { id, from, now }: { readonly id: string; readonly from: "queued" | "unknown"; readonly now: string },
): Promise<DeliveryRow | undefined> {
  return store.db
    .updateTable("delivery")
    .set({ state: from === "queued" ? "sending" : "unknown", lease: leaseFrom(now), changed: now })
    .where("id", "=", id)
    .where("state", "=", from)
    .where((is) => is.or([is("lease", "is", null), is("lease", "<", now)]))
    .returningAll()
    .executeTakeFirst();
}

/** Deliveries whose process died while sending: whether the EHR has them is unknown, so they are never just resent. */
export async function abandonStale(store: Store, now: string): Promise<void> {
  await store.db
    .updateTable("delivery")
    .set({ state: "unknown", lease: null, changed: now })
    .where("state", "=", "sending")
    .where("lease", "<", now)
    .execute();
}

/** How a claimed delivery went on. */
export interface Change {
  readonly state: DeliveryRow["state"];
  readonly conflict: boolean;
  readonly lookups: number;
  readonly absences: number;
  readonly result: Result;
}

/**
 * Writes how a claimed delivery went on and gives the claim back. Answers false where the claim was lost meanwhile:
 * another process then works on it, and nothing is written.
 */
export async function release(
  tx: Tx,
  keys: Keyring,
  {
    claimed,
    change: { result, ...change },
    now,
  }: { readonly claimed: DeliveryRow; readonly change: Change; readonly now: string },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable("delivery")
    .set({
      ...change,
      lease: null,
      changed: now,
      result: keys.seal(JSON.stringify(result), place("result", claimed.id)),
    })
    .where("id", "=", claimed.id)
    .where("lease", "=", claimed.lease)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

function leaseFrom(now: string): string {
  return new Date(Date.parse(now) + leaseSeconds * 1000).toISOString();
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
