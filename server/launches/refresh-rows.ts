import { type Kysely, sql } from "kysely";
import type { LaunchTable, Tables } from "../store/schema.ts";
import type { Tx } from "../store/store.ts";

/*
 * One refresh at a time, across processes, without holding a transaction open while the EHR is asked. Times are of
 * the database's clock, because the processes' own clocks may differ.
 */

/** Well beyond the deadline of a refresh: past it, whoever sent it is dead or was cut off. */
const lease = sql<string>`now() + interval '30 seconds'`;
/** How long an EHR that could not refresh is left alone. */
const rest = sql<string>`now() + interval '5 seconds'`;

/** A launch's row, and whether the time of its `refresh` is over. */
export type RefreshRow = LaunchTable & { readonly refresh_over: boolean };

export function findRefreshRow(db: Kysely<Tables>, id: string): Promise<RefreshRow | undefined> {
  return db
    .selectFrom("launch")
    .selectAll()
    .select(sql<boolean>`coalesce(refresh_until < now(), true)`.as("refresh_over"))
    .where("id", "=", id)
    .executeTakeFirst();
}

/** Takes the refresh of these tokens for this process; false where another one has it or they are not these any more. */
export async function claimRefresh(db: Kysely<Tables>, row: LaunchTable): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("launch")
    .set({ refresh: "sent", refresh_until: lease })
    .where("id", "=", row.id)
    .where("token_generation", "=", row.token_generation)
    .where("ended", "is", null)
    .where(({ or, eb, and }) =>
      or([
        eb("refresh", "is", null),
        and([eb("refresh", "=", "resting"), eb("refresh_until", "<", sql<string>`now()`)]),
      ]),
    )
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Stores what a claimed refresh brought; false where the launch ended or was given up meanwhile. */
export async function storeRefreshed(
  db: Kysely<Tables>,
  row: LaunchTable,
  sealedTokens: string,
): Promise<boolean> {
  const { numUpdatedRows } = await ofClaim(db, row)
    .set(({ eb }) => ({
      tokens: sealedTokens,
      token_generation: eb("token_generation", "+", 1),
      refresh: null,
      refresh_until: null,
    }))
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Gives a claimed refresh back that the EHR did not process; it is left alone for a moment. */
export async function restRefresh(db: Kysely<Tables>, row: LaunchTable): Promise<void> {
  await ofClaim(db, row).set({ refresh: "resting", refresh_until: rest }).execute();
}

function ofClaim(db: Kysely<Tables>, { id, token_generation }: LaunchTable) {
  return db
    .updateTable("launch")
    .where("id", "=", id)
    .where("token_generation", "=", token_generation)
    .where("refresh", "=", "sent")
    .where("ended", "is", null);
}

/** Forgets tokens that are good for nothing any more; false where others took their place or they were gone already. */
export async function forgetTokens(tx: Tx, { id, token_generation }: LaunchTable): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable("launch")
    .set(({ eb }) => ({
      tokens: "",
      token_generation: eb("token_generation", "+", 1),
      refresh: null,
      refresh_until: null,
    }))
    .where("id", "=", id)
    .where("token_generation", "=", token_generation)
    .where("tokens", "<>", "")
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
