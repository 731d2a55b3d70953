import * as z from "zod";
import { Account, Permission, type Person, type PersonFields } from "../contract/index.ts";
import { changePerson } from "../practices/change-person.ts";
import { isActive, personOf } from "../practices/person-at.ts";
import { readPeople } from "../practices/person-rows.ts";
import { nameOf } from "../staff.ts";
import { WrongUsage } from "./command.ts";
import { issOf } from "./ehr-of.ts";
import { readSaid } from "./person-words.ts";
import type { Installation, Known } from "./with-installation.ts";

interface Asked {
  readonly user: string | undefined;
  readonly iss: string | undefined;
  /** The permissions by name, as they were typed. */
  readonly may: readonly string[];
}

const Said = z.strictObject({ user: Account.shape.user, permissions: z.array(Permission) });

/** `staff permit`: whoever has the account may do more. The way back where nobody on the list may change anything. */
export function permit({ user, iss, may }: Asked) {
  if (may.length === 0) throw new WrongUsage("--admin or --may: say what they shall be permitted.");
  const said = readSaid(Said, { user, permissions: may });
  return (known: Known) => {
    const account = { iss: issOf(known, iss), user: said.user };
    return async (installation: Installation): Promise<Person[]> => {
      const person = personOf(await readPeople(installation.store.db, known.practice.id), account);
      if (!person) throw new WrongUsage(nobodys(account, known));
      const next = await withMore(installation, {
        practice: known.practice.id,
        person,
        more: said.permissions,
      });
      process.stderr.write(`${told(next, known)}\n`);
      return [next];
    };
  };
}

interface More {
  readonly practice: string;
  readonly person: Person;
  readonly more: readonly Permission[];
}

/** The person's next version with the permissions beside those they have; the same one where nothing is new. */
async function withMore(installation: Installation, { practice, person, more }: More): Promise<Person> {
  const { id, version, by: _by, at: _at, ...fields } = person;
  const permissions = [...new Set([...fields.permissions, ...more])];
  if (permissions.length === fields.permissions.length) return person;
  return changePerson(installation, {
    practice,
    on: { id, version },
    fields: { ...fields, permissions } satisfies PersonFields,
    author: { name: "Command line", launch: null },
  });
}

function nobodys({ iss, user }: Account, { practice }: Known): string {
  return (
    `--user: nobody on the staff list of ${practice.name} has the account ${user} at ${iss}. ` +
    "`staff list` shows who has which; `staff add` adds somebody."
  );
}

function told(person: Person, { practice, today }: Known): string {
  const may = `${nameOf(person)} has these permissions at ${practice.name}: ${person.permissions.join(", ")}.`;
  if (isActive(person, today)) return may;
  const last = person.active_to === undefined ? "" : ` to ${person.active_to}`;
  return `${may} They hold from ${person.active_from}${last} only, and not today.`;
}
