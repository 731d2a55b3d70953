import type { Kysely } from "kysely";

/** A launch from outside every chart has no patient to be found by. */
export async function panelLaunches(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable("launch")
    .alterColumn("patient_key", (column) => column.dropNotNull())
    .execute();
}
