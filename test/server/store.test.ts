import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { migrate } from "../../server/store/migrate.ts";
import { openStore, type Store } from "../../server/store/store.ts";
import { freshDatabase, freshStore, postgresUrl } from "./fresh-store.ts";

const pending = (state: string) => ({
  state_hash: state,
  browser_hash: "b",
  pending: "sealed",
  expires: "2026-03-01T10:00:00.250Z",
});

describe("the store", () => {
  let store: Store;
  beforeAll(async () => {
    store = await freshStore();
  });
  afterAll(() => store.close());

  it("hands instants back as UTC text and counts as numbers", async () => {
    await store.db
      .insertInto("pending_launch")
      .values({ ...pending("utc"), expires: "2026-03-01T05:00:00.250-05:00" })
      .execute();
    const row = await store.db
      .selectFrom("pending_launch")
      .select(["expires", (eb) => eb.fn.countAll<number>().over().as("rows")])
      .where("state_hash", "=", "utc")
      .executeTakeFirst();
    expect(row).toEqual({ expires: "2026-03-01T10:00:00.250Z", rows: 1 });
  });

  it("keeps nothing of a transaction that threw", async () => {
    const attempt = store.db.transaction().execute(async (tx) => {
      await tx.insertInto("pending_launch").values(pending("gone")).execute();
      throw new Error("on purpose");
    });
    await expect(attempt).rejects.toThrow("on purpose");
    const found = await store.db
      .selectFrom("pending_launch")
      .selectAll()
      .where("state_hash", "=", "gone")
      .execute();
    expect(found).toEqual([]);
  });

  it("never interleaves two transactions on one row", async () => {
    await store.db.insertInto("audit_head").values({ id: 1, count: 0, mac: "", seal: "" }).execute();
    const addOne = () =>
      store.db.transaction().execute(async (tx) => {
        const { count } = await tx
          .selectFrom("audit_head")
          .select("count")
          .forUpdate()
          .executeTakeFirstOrThrow();
        await tx
          .updateTable("audit_head")
          .set({ count: count + 1 })
          .execute();
      });
    await Promise.all(Array.from({ length: 20 }, addOne));
    const { count } = await store.db.selectFrom("audit_head").select("count").executeTakeFirstOrThrow();
    expect(count).toBe(20);
  });

  it("reports how many rows a statement changed", async () => {
    await store.db.insertInto("pending_launch").values(pending("counted")).execute();
    const { numDeletedRows } = await store.db
      .deleteFrom("pending_launch")
      .where("state_hash", "=", "counted")
      .executeTakeFirstOrThrow();
    expect(numDeletedRows).toBe(1n);
  });

  it("migrates a second time without doing anything", async () => {
    const applied = () =>
      sql<{ name: string }>`select name from kysely_migration order by name`.execute(store.db);
    const before = (await applied()).rows;
    await migrate(store.db);
    expect((await applied()).rows).toEqual(before);
    expect(before.length).toBeGreaterThan(0);
  });
});

function severalProcesses(base: string): void {
  it("migrate an empty database all at once", async () => {
    const { url, drop } = await freshDatabase(base);
    const stores = await Promise.all(Array.from({ length: 4 }, () => openStore({ kind: "postgres", url })));
    const rows = await Promise.all(stores.map(({ db }) => db.selectFrom("launch").selectAll().execute()));
    expect(rows).toEqual([[], [], [], []]);
    await Promise.all(stores.map((store) => store.close()));
    await drop();
  });
}

if (postgresUrl !== undefined) {
  const base = postgresUrl;
  describe("several processes on PostgreSQL", () => severalProcesses(base));
}
