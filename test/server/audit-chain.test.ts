import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { AuditHead } from "../../server/audit/audit-chain.ts";
import { createAuditLog } from "../../server/audit/audit-log.ts";
import { verifyChain } from "../../server/audit/verify-chain.ts";
import { generateKeys } from "../../server/keys/key-file.ts";
import { createKeyring } from "../../server/keys/keyring.ts";
import type { AuditEntryTable } from "../../server/store/schema.ts";
import type { Store, Tx } from "../../server/store/store.ts";
import { freshStore } from "./fresh-store.ts";

const keys = createKeyring(generateKeys([]));
const audit = createAuditLog(keys);
const length = 12;
let store: Store;

const subject = {
  id: "launch-1",
  practice: "north",
  iss: "https://ehr",
  patient: "p1",
  user: "Practitioner/rn-1",
};

async function append(count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    const event = { kind: "test.happened", at: new Date().toISOString(), subject, details: { index } };
    await store.db.transaction().execute((tx) => audit.append(tx, event));
  }
}

async function head(): Promise<AuditHead> {
  const verdict = await verifyChain(store.db, keys);
  if (!verdict.whole) throw new Error("The chain is broken before the test began.");
  return verdict.head;
}

beforeAll(async () => {
  store = await freshStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  await store.db.deleteFrom("audit_entry").execute();
  await store.db.deleteFrom("audit_head").execute();
  await append(length);
});

describe("the audit log", () => {
  it("is whole as written, and as long as what was written", async () => {
    expect(await head()).toMatchObject({ count: length });
  });

  it("holds no patient, user or detail in clear", async () => {
    const rows = await store.db.selectFrom("audit_entry").selectAll().execute();
    expect(JSON.stringify(rows)).not.toMatch(/rn-1|"p1"|launch-1|index/);
  });

  it("keeps an entry only when the transaction it tells of is kept", async () => {
    const event = { kind: "test.undone", at: new Date().toISOString(), subject, details: {} };
    const undone = store.db.transaction().execute(async (tx) => {
      await audit.append(tx, event);
      throw new Error("undone");
    });
    await expect(undone).rejects.toThrow("undone");
    expect(await head()).toMatchObject({ count: length });
  });

  it("stays one chain when many append at once", async () => {
    await Promise.all(Array.from({ length: 8 }, () => append(1)));
    expect(await head()).toMatchObject({ count: length + 8 });
  });

  it("needs the keys it was written with", async () => {
    expect((await verifyChain(store.db, createKeyring(generateKeys([])))).whole).toBe(false);
  });
});

type Column = Exclude<keyof AuditEntryTable, "seq">;
const columns: readonly Column[] = [
  "at",
  "kind",
  "practice",
  "actor_key",
  "patient_key",
  "launch_key",
  "details",
  "prev_mac",
  "mac",
];

type Tampering =
  | { readonly act: "edit"; readonly seq: number; readonly column: Column }
  | { readonly act: "blank"; readonly seq: number; readonly column: "practice" | "actor_key" | "patient_key" }
  | { readonly act: "delete" | "insert" | "truncate"; readonly seq: number }
  | { readonly act: "swap"; readonly seq: number; readonly other: number };

const seq = fc.integer({ min: 1, max: length });
const anyTampering: fc.Arbitrary<Tampering> = fc.oneof(
  fc.record({ act: fc.constant("edit" as const), seq, column: fc.constantFrom(...columns) }),
  fc.record({
    act: fc.constant("blank" as const),
    seq,
    column: fc.constantFrom("practice" as const, "actor_key" as const, "patient_key" as const),
  }),
  fc.record({ act: fc.constantFrom("delete" as const, "insert" as const, "truncate" as const), seq }),
  fc.record({ act: fc.constant("swap" as const), seq, other: seq }).filter((one) => one.seq !== one.other),
);

async function tamper(tx: Tx, tampering: Tampering): Promise<void> {
  const { act } = tampering;
  if (act === "edit") return edit(tx, tampering.seq, tampering.column);
  if (act === "blank") return blank(tx, tampering.seq, tampering.column);
  if (act === "swap") return swap(tx, tampering.seq, tampering.other);
  if (act === "insert") return insert(tx, tampering.seq);
  const past = act === "delete" ? "=" : ">=";
  await tx.deleteFrom("audit_entry").where("seq", past, tampering.seq).execute();
}

async function edit(tx: Tx, at: number, column: Column): Promise<void> {
  const value = column === "at" ? new Date(0).toISOString() : "changed";
  await tx
    .updateTable("audit_entry")
    .set({ [column]: value })
    .where("seq", "=", at)
    .execute();
}

async function blank(tx: Tx, at: number, column: Column): Promise<void> {
  await tx
    .updateTable("audit_entry")
    .set({ [column]: null })
    .where("seq", "=", at)
    .execute();
}

async function swap(tx: Tx, one: number, other: number): Promise<void> {
  const move = (from: number, to: number) =>
    tx.updateTable("audit_entry").set({ seq: to }).where("seq", "=", from).execute();
  await move(one, -1);
  await move(other, one);
  await move(-1, other);
}

/** Doubles an entry, moving the later ones up: what a forger without the key can do best. */
async function insert(tx: Tx, at: number): Promise<void> {
  const rows = await tx
    .selectFrom("audit_entry")
    .selectAll()
    .where("seq", ">=", at)
    .orderBy("seq", "desc")
    .execute();
  for (const row of rows) {
    await tx
      .updateTable("audit_entry")
      .set({ seq: row.seq + 1 })
      .where("seq", "=", row.seq)
      .execute();
  }
  const doubled = rows.at(-1);
  if (doubled) await tx.insertInto("audit_entry").values(doubled).execute();
}

/** What the check says after a tampering, which is then undone. */
async function verdictAfter(tampering: (tx: Tx) => Promise<void>): Promise<boolean> {
  const saved = await store.db.selectFrom("audit_entry").selectAll().execute();
  const savedHead = await store.db.selectFrom("audit_head").selectAll().executeTakeFirstOrThrow();
  await store.db.transaction().execute(tampering);
  const { whole } = await verifyChain(store.db, keys);
  await store.db.transaction().execute(async (tx) => {
    await tx.deleteFrom("audit_entry").execute();
    await tx.insertInto("audit_entry").values(saved).execute();
    await tx.deleteFrom("audit_head").execute();
    await tx.insertInto("audit_head").values(savedHead).execute();
  });
  return whole;
}

describe("tampering", () => {
  it("is found whatever was edited, deleted, inserted, swapped or cut off", { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(anyTampering, async (tampering) => {
        expect(await verdictAfter((tx) => tamper(tx, tampering))).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });

  it("is found in the head: shortened, reset, or gone", async () => {
    const cutTo = async (tx: Tx, count: number) => {
      const { mac } = await tx
        .selectFrom("audit_entry")
        .select("mac")
        .where("seq", "=", count)
        .executeTakeFirstOrThrow();
      await tx.deleteFrom("audit_entry").where("seq", ">", count).execute();
      await tx.updateTable("audit_head").set({ count, mac }).execute();
    };
    expect(await verdictAfter((tx) => cutTo(tx, length - 1))).toBe(false);
    expect(await verdictAfter(async (tx) => void (await tx.deleteFrom("audit_head").execute()))).toBe(false);
    expect(await verdictAfter(async (tx) => void (await tx.deleteFrom("audit_entry").execute()))).toBe(false);
  });

  it("of the whole store set back to an older state is found with a head kept elsewhere", async () => {
    await append(2);
    const kept = await head();
    await store.db.deleteFrom("audit_entry").execute();
    await store.db.deleteFrom("audit_head").execute();
    await append(length);
    expect(await verifyChain(store.db, keys)).toMatchObject({ whole: true });
    expect(await verifyChain(store.db, keys, kept)).toMatchObject({
      whole: false,
      finding: "tail_differs_from_kept_head",
    });
  });

  it("is not suspected when the chain only grew since the head was kept", async () => {
    const kept = await head();
    await append(3);
    expect(await verifyChain(store.db, keys, kept)).toMatchObject({ whole: true });
  });
});
