import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import type { Person, PersonFields } from "../contract/index.ts";
import type { ServerDeps } from "../deps.ts";
import { Refusal } from "../errors.ts";
import type { Tx } from "../store/store.ts";
import { transact } from "../store/transact.ts";
import { isUniqueViolation } from "../store/unique-violation.ts";
import { type Author, auditOf } from "./author.ts";
import { isActive } from "./person-at.ts";
import { insertVersion, readPeople } from "./person-rows.ts";

type ChangeDeps = Pick<ServerDeps, "store" | "audit" | "now">;

interface PersonChange {
  readonly practice: string;
  /** Whom it changes, and the version it was made on; null adds somebody. */
  readonly on: Pick<Person, "id" | "version"> | null;
  readonly fields: PersonFields;
  readonly author: Author;
}

/**
 * Adds a person or writes their next version. Throws Refusal: `person_changed` where somebody was faster,
 * `account_taken` where an account is another person's, `last_administrator` where nobody would be left to set things up.
 */
export async function changePerson(deps: ChangeDeps, change: PersonChange): Promise<Person> {
  const { practice, on, fields, author } = change;
  const at = deps.now();
  const person = {
    ...fields,
    id: on?.id ?? randomUUID(),
    version: (on?.version ?? 0) + 1,
    by: author.name,
    at,
  };
  const write = transact(deps.store, async (tx) => {
    await oneAtATime(tx, practice);
    const before = await readPeople(tx, practice);
    requireCurrent(before, on);
    await insertVersion(tx, practice, person);
    requireAdministrator(before, await readPeople(tx, practice), at.slice(0, 10));
    const kind = on === null ? "person.added" : "person.changed";
    const details = { person: person.id, version: person.version };
    await deps.audit.append(tx, auditOf(author, { kind, at, practice, details }));
  });
  await write.catch((error: unknown) => {
    throw isUniqueViolation(error) ? new Refusal("account_taken") : error;
  });
  return person;
}

/** Two changes at once could each leave the other's administrator as the last. */
async function oneAtATime(tx: Tx, practice: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext(${`people of ${practice}`}))`.execute(tx);
}

function requireCurrent(people: readonly Person[], on: PersonChange["on"]): void {
  if (on === null) return;
  const now = people.find(({ id }) => id === on.id);
  if (!now) throw new Refusal("not_found");
  if (now.version !== on.version) throw new Refusal("person_changed");
}

function requireAdministrator(before: readonly Person[], after: readonly Person[], day: string): void {
  const administers = (person: Person) =>
    isActive(person, day) && person.permissions.includes("administrator");
  if (before.some(administers) && !after.some(administers)) throw new Refusal("last_administrator");
}
