import { sql } from "kysely";
import type { Tx } from "../store/store.ts";

/** Waits until no other transaction changes the same of a practice; the turn ends with the transaction. */
export async function waitForTurn(tx: Tx, what: "people" | "settings", practice: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext(${`${what} of ${practice}`}))`.execute(tx);
}
