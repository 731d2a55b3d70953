import type { Kysely } from "kysely";
import type { Keyring } from "../keys/keyring.ts";
import type { AuditEntryTable, Tables } from "../store/schema.ts";
import type { Tx } from "../store/store.ts";
import { type AuditHead, emptyHead, entryMac, sealHead } from "./audit-chain.ts";

/** The chain as found: whole, with its head to keep elsewhere, or broken, and where first. */
export type ChainVerdict =
  | { readonly whole: true; readonly head: AuditHead }
  | { readonly whole: false; readonly at: number; readonly finding: ChainFinding };

type ChainFinding =
  | "entry_missing_or_moved"
  | "entry_changed"
  | "head_changed"
  | "head_missing"
  | "tail_differs_from_head"
  | "tail_differs_from_kept_head";

const batch = 500;

/**
 * Walks the whole chain and answers whether anything was edited, deleted, inserted, swapped or cut off.
 * `kept` is a head exported earlier (none: the empty one): with it, a store set back as a whole to an older state is found as well.
 */
export function verifyChain(
  db: Kysely<Tables>,
  keys: Keyring,
  kept: AuditHead = emptyHead,
): Promise<ChainVerdict> {
  return db
    .transaction()
    .setIsolationLevel("repeatable read")
    .execute((tx) => walk(tx, keys, kept));
}

async function walk(db: Tx, keys: Keyring, kept: AuditHead): Promise<ChainVerdict> {
  let last = emptyHead;
  let keptIsMet = kept.count === 0;
  for (
    let entries = await after(db, Number.MIN_SAFE_INTEGER);
    entries.length > 0;
    entries = await after(db, last.count)
  ) {
    for (const entry of entries) {
      const finding = findingOf(keys, last, entry);
      if (finding) return { whole: false, at: last.count + 1, finding };
      last = { count: entry.seq, mac: entry.mac };
      if (kept.count === last.count) keptIsMet = kept.mac === last.mac;
    }
  }
  return keptIsMet ? verifyHead(db, keys, last) : broken(last, "tail_differs_from_kept_head");
}

function after(db: Tx, seq: number): Promise<AuditEntryTable[]> {
  return db
    .selectFrom("audit_entry")
    .selectAll()
    .where("seq", ">", seq)
    .orderBy("seq")
    .limit(batch)
    .execute();
}

function findingOf(keys: Keyring, last: AuditHead, entry: AuditEntryTable): ChainFinding | null {
  if (entry.seq !== last.count + 1 || entry.prev_mac !== last.mac) return "entry_missing_or_moved";
  return entryMac(keys, entry) === entry.mac ? null : "entry_changed";
}

async function verifyHead(db: Tx, keys: Keyring, last: AuditHead): Promise<ChainVerdict> {
  const head = await db.selectFrom("audit_head").select(["count", "mac", "seal"]).executeTakeFirst();
  if (!head) return last.count === 0 ? { whole: true, head: last } : broken(last, "head_missing");
  if (sealHead(keys, head).seal !== head.seal) return broken(last, "head_changed");
  return head.count === last.count && head.mac === last.mac
    ? { whole: true, head: last }
    : broken(last, "tail_differs_from_head");
}

function broken(last: AuditHead, finding: ChainFinding): ChainVerdict {
  return { whole: false, at: last.count + 1, finding };
}
