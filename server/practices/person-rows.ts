import type { Kysely } from "kysely";
import { Person, type PersonFields } from "../contract/index.ts";
import type { Tables } from "../store/schema.ts";
import type { Tx } from "../store/store.ts";

/** The people of a practice as they are now, in the order they came. */
export async function readPeople(db: Kysely<Tables>, practice: string): Promise<Person[]> {
  const rows = await db
    .selectFrom("person_version")
    .selectAll()
    .where("practice", "=", practice)
    .orderBy("version")
    .orderBy("at")
    .orderBy("person")
    .execute();
  return [...new Map(rows.map((row) => [row.person, row])).values()].map(
    ({ person, version, fields, by, at }) =>
      Person.parse({ ...JSON.parse(fields), id: person, version, by, at }),
  );
}

/** Writes a version and whose accounts are whose. A version or an account that is taken throws a unique violation. */
export async function insertVersion(tx: Tx, practice: string, person: Person): Promise<void> {
  const { id, version, by, at, ...fields } = person;
  await tx
    .insertInto("person_version")
    .values({ practice, person: id, version, fields: JSON.stringify(fields satisfies PersonFields), by, at })
    .execute();
  await tx.deleteFrom("person_account").where("practice", "=", practice).where("person", "=", id).execute();
  if (fields.accounts.length === 0) return;
  const accounts = fields.accounts.map((account) => ({ practice, person: id, ...account }));
  await tx.insertInto("person_account").values(accounts).execute();
}
