import type { Kysely } from "kysely";
import { sql } from "kysely";

/** What practices decide about themselves, and who their people are; every change is a row, and none is overwritten. */
export async function practiceSetUp(db: Kysely<unknown>): Promise<void> {
  await createSetting(db);
  await createPerson(db);
}

async function createSetting(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("setting_change")
    .addColumn("seq", "integer", (column) => column.generatedAlwaysAsIdentity().primaryKey())
    .addColumn("practice", "text", (column) => column.notNull())
    .addColumn("key", "text", (column) => column.notNull())
    .addColumn("value", "text", (column) => column.notNull())
    .addColumn("from_day", "text", (column) => column.notNull())
    .addColumn("by", "text", (column) => column.notNull())
    .addColumn("at", "timestamptz", (column) => column.notNull())
    .execute();
  await db.schema.createIndex("settings_of_practice").on("setting_change").column("practice").execute();
}

async function createPerson(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("person_version")
    .addColumn("practice", "text", (column) => column.notNull())
    .addColumn("person", "text", (column) => column.notNull())
    .addColumn("version", "integer", (column) => column.notNull().check(sql`version > 0`))
    .addColumn("fields", "text", (column) => column.notNull())
    .addColumn("by", "text", (column) => column.notNull())
    .addColumn("at", "timestamptz", (column) => column.notNull())
    .addPrimaryKeyConstraint("person_version_pk", ["practice", "person", "version"])
    .execute();
  // Two people must never be one account: their time would be counted as one person's.
  await db.schema
    .createTable("person_account")
    .addColumn("practice", "text", (column) => column.notNull())
    .addColumn("iss", "text", (column) => column.notNull())
    .addColumn("user", "text", (column) => column.notNull())
    .addColumn("person", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("person_account_pk", ["practice", "iss", "user"])
    .execute();
}
