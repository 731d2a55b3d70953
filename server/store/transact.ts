import type { Store, Tx } from "./store.ts";

/** PostgreSQL gave this transaction up so that another could go on: deadlock, and serialization failure. */
const givenUp = new Set(["40P01", "40001"]);

/**
 * Runs `work` in a transaction, and once more where PostgreSQL gave it up for another's sake; nothing of the first
 * try is kept. `work` touches the store alone. Rows are locked in the order of their ids and the head of the audit
 * log last, so that two transactions hardly ever wait for each other.
 */
export function transact<Value>({ db }: Store, work: (tx: Tx) => Promise<Value>): Promise<Value> {
  const run = () => db.transaction().execute(work);
  return run().catch((error: unknown) => {
    if (wasGivenUp(error)) return run();
    throw error;
  });
}

function wasGivenUp(error: unknown): boolean {
  return (
    error instanceof Error && "code" in error && typeof error.code === "string" && givenUp.has(error.code)
  );
}
