import type { Kysely } from "kysely";
import { SettingChange, type SettingKey } from "../contract/index.ts";
import type { Tables } from "../store/schema.ts";
import type { Tx } from "../store/store.ts";

/** Every decision of a practice, in the order they were made. */
export async function readChanges(db: Kysely<Tables>, practice: string): Promise<SettingChange[]> {
  const rows = await db
    .selectFrom("setting_change")
    .selectAll()
    .where("practice", "=", practice)
    .orderBy("seq")
    .execute();
  return rows.map(({ key, value, from_day, by, at }) =>
    SettingChange.parse({ key, value: JSON.parse(value), from: from_day, by, at }),
  );
}

/** How many decisions were made on a setting, those to come and those taken back included. */
export async function countChanges(db: Kysely<Tables>, practice: string, key: SettingKey): Promise<number> {
  const { made } = await db
    .selectFrom("setting_change")
    .select(({ fn }) => fn.countAll().as("made"))
    .where("practice", "=", practice)
    .where("key", "=", key)
    .executeTakeFirstOrThrow();
  return Number(made);
}

export async function insertChange(tx: Tx, practice: string, change: SettingChange): Promise<void> {
  const { key, value, from, by, at } = change;
  await tx
    .insertInto("setting_change")
    .values({ practice, key, value: JSON.stringify(value), from_day: from, by, at })
    .execute();
}
