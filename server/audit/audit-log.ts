import type { Keyring } from "../keys/keyring.ts";
import type { AuditEntryTable } from "../store/schema.ts";
import type { Tx } from "../store/store.ts";
import { type AuditHead, emptyHead, entryMac, sealHead } from "./audit-chain.ts";

/** Whom and what an entry is about. Names and ids given here are stored keyed or sealed, never in clear. */
export interface AuditEvent {
  /** Upper-level word and what happened, such as `launch.started`. */
  readonly kind: string;
  /** When, as an instant in UTC. */
  readonly at: string;
  readonly subject: AuditSubject | null;
  /** The particulars: versions, outcomes, reasons. Sealed. */
  readonly details: Readonly<Record<string, unknown>>;
}

/** The launch an event belongs to, by the words of its context. */
interface AuditSubject {
  readonly id: string;
  readonly practice: string;
  readonly iss: string;
  /** Null for a launch from outside every chart. */
  readonly patient: string | null;
  readonly user: string;
}

/** Writes the audit chain. */
export interface AuditLog {
  /** Adds one entry inside the caller's transaction, so that it stands or falls with what it tells of. */
  append(tx: Tx, event: AuditEvent): Promise<void>;
}

/** The audit log under these keys. */
export function createAuditLog(keys: Keyring): AuditLog {
  return { append: (tx, event) => append(keys, tx, event) };
}

async function append(keys: Keyring, tx: Tx, event: AuditEvent): Promise<void> {
  const head = await lockHead(keys, tx);
  const unsigned = draft(keys, head, event);
  const entry = { ...unsigned, mac: entryMac(keys, unsigned) };
  await tx.insertInto("audit_entry").values(entry).execute();
  await tx
    .updateTable("audit_head")
    .set({ ...sealHead(keys, { count: entry.seq, mac: entry.mac }) })
    .where("id", "=", 1)
    .execute();
}

async function lockHead(keys: Keyring, tx: Tx): Promise<AuditHead> {
  const first = { id: 1, ...sealHead(keys, emptyHead) };
  await tx
    .insertInto("audit_head")
    .values(first)
    .onConflict((clash) => clash.doNothing())
    .execute();
  return tx.selectFrom("audit_head").select(["count", "mac"]).forUpdate().executeTakeFirstOrThrow();
}

function draft(keys: Keyring, head: AuditHead, event: AuditEvent): Omit<AuditEntryTable, "mac"> {
  const { subject } = event;
  const seq = head.count + 1;
  const details = JSON.stringify({ ...event.details, user: subject?.user, patient: subject?.patient });
  return {
    seq,
    at: new Date(event.at).toISOString(),
    kind: event.kind,
    practice: subject?.practice ?? null,
    actor_key: subject && keys.rowKey("user", [subject.iss, subject.user]),
    patient_key: subject?.patient ? keys.rowKey("patient", [subject.iss, subject.patient]) : null,
    launch_key: subject && keys.rowKey("launch", [subject.id]),
    details: keys.seal(details, { table: "audit_entry", column: "details", row: String(seq) }),
    prev_mac: head.mac,
  };
}
