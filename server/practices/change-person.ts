import { randomUUID } from "node:crypto";
import { dayIn } from "../../fhir-mappings/fhir-date.ts";
import type { Account, Day, Person, PersonFields } from "../contract/index.ts";
import type { ServerDeps } from "../deps.ts";
import { Refusal } from "../errors.ts";
import { transact } from "../store/transact.ts";
import { isUniqueViolation } from "../store/unique-violation.ts";
import { type Author, auditOf } from "./author.ts";
import { keepsAdministrator } from "./keeps-administrator.ts";
import { insertVersion, readPeople } from "./person-rows.ts";
import { waitForTurn } from "./wait-for-turn.ts";

type ChangeDeps = Pick<ServerDeps, "config" | "store" | "audit" | "now">;

interface PersonChange {
  readonly practice: string;
  /** Whom it changes, and the version it was made on; null adds somebody. */
  readonly on: Pick<Person, "id" | "version"> | null;
  readonly fields: PersonFields;
  readonly author: Author;
}

/**
 * Adds a person or writes their next version. Throws Refusal: `person_changed` where somebody was faster,
 * `account_taken` where an account is another person's, `account_unknown_ehr` where one is new and at no EHR of the
 * practice, `last_administrator` where nobody would be left to set things up.
 */
export async function changePerson(deps: ChangeDeps, change: PersonChange): Promise<Person> {
  const { practice, on, fields, author } = change;
  const at = deps.now();
  const ehrs = ehrsOf(deps, practice);
  const person = {
    ...fields,
    accounts: eachOnce(fields.accounts),
    id: on?.id ?? randomUUID(),
    version: (on?.version ?? 0) + 1,
    by: author.name,
    at,
  };
  const write = transact(deps.store, async (tx) => {
    await waitForTurn(tx, "people", practice);
    const before = await readPeople(tx, practice);
    requireCurrent(before, on);
    requireKnownEhrs(fields.accounts, { ehrs, held: before.find(({ id }) => id === on?.id)?.accounts ?? [] });
    await insertVersion(tx, practice, person);
    const after = await readPeople(tx, practice);
    if (!keepsAdministrator({ before, after, ehrs, today: todayIn(deps, practice) }))
      throw new Refusal("last_administrator");
    const kind = on === null ? "person.added" : "person.changed";
    const details = { person: person.id, version: person.version };
    await deps.audit.append(tx, auditOf(author, { kind, at, practice, details }));
  });
  await write.catch((error: unknown) => {
    throw isUniqueViolation(error) ? new Refusal("account_taken") : error;
  });
  return person;
}

function requireCurrent(people: readonly Person[], on: PersonChange["on"]): void {
  if (on === null) return;
  const now = people.find(({ id }) => id === on.id);
  if (!now) throw new Refusal("not_found");
  if (now.version !== on.version) throw new Refusal("person_changed");
}

function ehrsOf({ config }: ChangeDeps, practice: string): string[] {
  return config.connections.filter(({ practices }) => practices.includes(practice)).map(({ iss }) => iss);
}

interface KnownEhrs {
  readonly ehrs: readonly string[];
  /** What the person has already: it stays theirs where the EHR is no longer connected. */
  readonly held: readonly Account[];
}

function requireKnownEhrs(accounts: readonly Account[], { ehrs, held }: KnownEhrs): void {
  const isHeld = ({ iss, user }: Account) => held.some((one) => one.iss === iss && one.user === user);
  const unknown = accounts.find((one) => !ehrs.includes(one.iss) && !isHeld(one));
  if (unknown === undefined) return;
  const particular = `${unknown.iss} is not the address of an EHR of this practice. Nothing was saved.`;
  throw new Refusal("account_unknown_ehr", particular);
}

function eachOnce(accounts: readonly Account[]): Account[] {
  return [...new Map(accounts.map((one) => [JSON.stringify([one.iss, one.user]), one])).values()];
}

function todayIn({ config, now }: ChangeDeps, practice: string): Day {
  const found = config.practices.find(({ id }) => id === practice);
  if (!found) throw new Error("A person was to be changed in a practice that is not configured.");
  return dayIn(found.timezone, now());
}
