import type { Kysely } from "kysely";
import { sql } from "kysely";

/** Launches, pending and pinned, and the audit chain. */
export async function launchesAndAudit(db: Kysely<unknown>): Promise<void> {
  await createPendingLaunch(db);
  await createLaunch(db);
  await createAuditEntry(db);
  await createAuditHead(db);
}

async function createPendingLaunch(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("pending_launch")
    .addColumn("state_hash", "text", (column) => column.primaryKey())
    .addColumn("browser_hash", "text", (column) => column.notNull())
    .addColumn("pending", "text", (column) => column.notNull())
    .addColumn("expires", "timestamptz", (column) => column.notNull())
    .execute();
}

async function createLaunch(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("launch")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("practice", "text", (column) => column.notNull())
    .addColumn("patient_key", "text", (column) => column.notNull())
    .addColumn("user_key", "text", (column) => column.notNull())
    .addColumn("context", "text", (column) => column.notNull())
    .addColumn("tokens", "text", (column) => column.notNull())
    .addColumn("secret_hash", "text", (column) => column.notNull().unique())
    .addColumn("bearer_hash", "text")
    .addColumn("created", "timestamptz", (column) => column.notNull())
    .addColumn("last_active", "timestamptz", (column) => column.notNull())
    .addColumn("expires", "timestamptz", (column) => column.notNull())
    .addColumn("ended", "timestamptz")
    .addColumn("ended_because", "text")
    .execute();
}

async function createAuditEntry(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("audit_entry")
    .addColumn("seq", "bigint", (column) => column.primaryKey())
    .addColumn("at", "timestamptz", (column) => column.notNull())
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("practice", "text")
    .addColumn("actor_key", "text")
    .addColumn("patient_key", "text")
    .addColumn("launch_key", "text")
    .addColumn("details", "text", (column) => column.notNull())
    .addColumn("prev_mac", "text", (column) => column.notNull())
    .addColumn("mac", "text", (column) => column.notNull())
    .execute();
}

async function createAuditHead(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("audit_head")
    .addColumn("id", "integer", (column) => column.primaryKey().check(sql`id = 1`))
    .addColumn("count", "bigint", (column) => column.notNull())
    .addColumn("mac", "text", (column) => column.notNull())
    .addColumn("seal", "text", (column) => column.notNull())
    .execute();
}
