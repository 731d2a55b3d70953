import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Store } from "../../server/store/store.ts";
import { transact } from "../../server/store/transact.ts";
import { freshStore } from "./fresh-store.ts";

let store: Store;
beforeAll(async () => {
  store = await freshStore();
});
afterAll(() => store.close());

/** Adds a row, then fails as often as told with an error as the driver throws it. */
function failing(code: string, times: number) {
  let tries = 0;
  const state_hash = crypto.randomUUID();
  const row = { state_hash, browser_hash: "b", pending: "sealed", expires: new Date().toISOString() };
  const done = transact(store, async (tx) => {
    tries += 1;
    await tx.insertInto("pending_launch").values(row).execute();
    if (tries <= times) throw Object.assign(new Error("failed on purpose"), { code });
    return "kept";
  });
  const kept = async () => {
    const found = store.db.selectFrom("pending_launch").select("state_hash");
    return (await found.where("state_hash", "=", state_hash).execute()).length;
  };
  return { done, kept, tries: () => tries };
}

describe("a transaction", () => {
  it.each(["40P01", "40001"])(
    "given up once as %s is tried again, and leaves its work once",
    async (code) => {
      const attempt = failing(code, 1);
      expect(await attempt.done).toBe("kept");
      expect([attempt.tries(), await attempt.kept()]).toEqual([2, 1]);
    },
  );

  it("given up twice fails and leaves nothing", async () => {
    const attempt = failing("40P01", 2);
    await expect(attempt.done).rejects.toThrow("on purpose");
    expect([attempt.tries(), await attempt.kept()]).toEqual([2, 0]);
  });

  it.each(["23505", "57014", ""])("that failed as %j is not tried again", async (code) => {
    const attempt = failing(code, 1);
    await expect(attempt.done).rejects.toThrow("on purpose");
    expect([attempt.tries(), await attempt.kept()]).toEqual([1, 0]);
  });
});
