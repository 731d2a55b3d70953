import type { Kysely } from "kysely";
import { sql } from "kysely";

/** What a renewal of the EHR's tokens needs to happen once, whoever tries, and what a user had typed. */
export async function tokenLife(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable("launch")
    .addColumn("token_generation", "integer", (column) => column.notNull().defaultTo(0))
    .addColumn("refresh", "text", (column) => column.check(sql`refresh in ('sent', 'resting')`))
    .addColumn("refresh_until", "timestamptz")
    .execute();
  await db.schema
    .createTable("draft")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("content", "text", (column) => column.notNull())
    .addColumn("saved", "timestamptz", (column) => column.notNull())
    .addColumn("expires", "timestamptz", (column) => column.notNull())
    .execute();
  await db.schema.createIndex("draft_expires").on("draft").column("expires").execute();
}
