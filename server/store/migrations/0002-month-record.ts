import type { Kysely } from "kysely";
import { sql } from "kysely";

/** What a month's recording needs: attestations, previews a user has seen, and the outbox. */
export async function monthRecord(db: Kysely<unknown>): Promise<void> {
  await createAttestation(db);
  await createPreview(db);
  await createDelivery(db);
}

async function createAttestation(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("attestation")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("practice", "text", (column) => column.notNull())
    .addColumn("patient_key", "text", (column) => column.notNull())
    .addColumn("month", "text", (column) => column.notNull())
    .addColumn("pointer", "text", (column) => column.notNull())
    .addColumn("attested", "text", (column) => column.notNull())
    .addColumn("at", "timestamptz", (column) => column.notNull())
    .addUniqueConstraint("one_attestation", ["practice", "patient_key", "month", "pointer"])
    .execute();
}

async function createPreview(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("month_preview")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("launch", "text", (column) => column.notNull())
    .addColumn("month", "text", (column) => column.notNull())
    .addColumn("content", "text", (column) => column.notNull())
    .addColumn("expires", "timestamptz", (column) => column.notNull())
    .addColumn("used", "timestamptz")
    .execute();
}

async function createDelivery(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("delivery")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("launch", "text", (column) => column.notNull())
    .addColumn("practice", "text", (column) => column.notNull())
    .addColumn("patient_key", "text", (column) => column.notNull())
    .addColumn("user_key", "text", (column) => column.notNull())
    .addColumn("month", "text", (column) => column.notNull())
    .addColumn("what", "text", (column) => column.notNull())
    .addColumn("state", "text", (column) =>
      column.notNull().check(sql`state in ('queued', 'sending', 'confirmed', 'rejected', 'unknown')`),
    )
    .addColumn("conflict", "boolean", (column) => column.notNull())
    .addColumn("lookups", "integer", (column) => column.notNull())
    .addColumn("absences", "integer", (column) => column.notNull())
    .addColumn("follows", "text")
    .addColumn("sent", "timestamptz")
    .addColumn("looked", "timestamptz")
    .addColumn("due", "timestamptz")
    .addColumn("lease", "timestamptz")
    .addColumn("payload", "text", (column) => column.notNull())
    .addColumn("result", "text")
    .addColumn("created", "timestamptz", (column) => column.notNull())
    .addColumn("changed", "timestamptz", (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex("delivery_of_month")
    .on("delivery")
    .columns(["practice", "patient_key", "month"])
    .execute();
  await sql`create index delivery_due on delivery (due) where state in ('queued', 'unknown')`.execute(db);
  // Two writes of one patient-month at once could each find nothing there and both create.
  await sql`create unique index one_recording_at_a_time on delivery (practice, patient_key, month)
    where what = 'month' and state in ('queued', 'sending', 'unknown')`.execute(db);
}
