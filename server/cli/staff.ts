import { type Person, PersonFields } from "../contract/index.ts";
import { changePerson } from "../practices/change-person.ts";
import { readPeople } from "../practices/person-rows.ts";
import { nameOf } from "../staff.ts";
import { argumentsOf } from "./arguments.ts";
import { type Command, WrongUsage } from "./command.ts";
import { issOf } from "./ehr-of.ts";
import { readSaid } from "./person-words.ts";
import { permit } from "./staff-permit.ts";
import { type Installation, type Known, withInstallation } from "./with-installation.ts";

/** `staff add`, `staff permit`, `staff list`: a practice's people. Its first administrator is made here and nowhere else. */
export const staff: Command = {
  synopsis:
    "staff add --name NAME --credential CREDENTIAL --role ROLE --user REFERENCE [--iss ISS] [--admin] [--may PERMISSION…] " +
    "[--practitioner-type TYPE] [--npi NPI] [--employer NAME] [--works-in-us yes|no] [--from DAY] [--to DAY] | " +
    "staff permit --user REFERENCE [--iss ISS] (--admin | --may PERMISSION…) | staff list; " +
    "each with [--practice ID] [--pilot DIR]",
  purpose:
    "Adds somebody to a practice with the account they sign in with, permits more to whoever has an account, or lists " +
    "who is there, one JSON line each.",
  async run(args) {
    const { positionals, values } = argumentsOf(args, options);
    const work = workOf(positionals, values);
    const people = await withInstallation({ ...values, begins: positionals[0] === "add" }, work);
    for (const person of people) process.stdout.write(`${JSON.stringify(person)}\n`);
    return 0;
  },
};

const text = { type: "string" } as const;
const options = {
  name: text,
  credential: text,
  role: text,
  user: text,
  iss: text,
  "practitioner-type": text,
  npi: text,
  employer: text,
  "works-in-us": text,
  from: text,
  to: text,
  practice: text,
  pilot: text,
  admin: { type: "boolean" },
  may: { type: "string", multiple: true },
} as const;

const ofPermit: readonly string[] = ["user", "iss", "admin", "may"];

type Values = ReturnType<typeof argumentsOf<typeof options>>["values"];
type Work = (known: Known) => (installation: Installation) => Promise<Person[]>;

/** What was asked for. Throws WrongUsage for what is none of the three. */
function workOf([action, ...more]: readonly string[], values: Values): Work {
  const { pilot: _, practice: __, ...about } = values;
  if (action === "list" && more.length === 0 && Object.keys(about).length === 0) return list;
  if (action === "add" && more.length === 0) return add(values);
  if (action === "permit" && more.length === 0 && Object.keys(about).every((one) => ofPermit.includes(one)))
    return permit({ user: values.user, iss: values.iss, may: permissionsOf(values) });
  throw new WrongUsage(
    "The staff commands are `staff add`, which tells of somebody, `staff permit`, which names an account and what is " +
      "permitted, and `staff list`.",
  );
}

const list: Work =
  ({ practice }) =>
  ({ store }) =>
    readPeople(store.db, practice.id);

function add(values: Values): Work {
  return (known) => {
    const { id, name } = known.practice;
    const fields = readFields(values, { iss: issOf(known, values.iss), today: known.today });
    const author = { name: "Command line", launch: null };
    return async (installation) => {
      const person = await changePerson(installation, { practice: id, on: null, fields, author });
      process.stderr.write(`${nameOf(person)} is on the staff list of ${name}.\n`);
      return [person];
    };
  };
}

interface Given {
  readonly iss: string;
  readonly today: string;
}

function readFields(values: Values, { iss, today }: Given): PersonFields {
  const { name, credential, role, user, npi, employer, from = today, to } = values;
  const worksInUs = values["works-in-us"];
  return readSaid(PersonFields, {
    name,
    credential,
    role,
    practitioner_type: values["practitioner-type"],
    npi,
    employer,
    works_in_us: worksInUs === undefined ? undefined : (yesOrNo[worksInUs] ?? worksInUs),
    active_from: from,
    active_to: to,
    accounts: [{ iss, user }],
    permissions: permissionsOf(values),
  });
}

function permissionsOf({ admin, may = [] }: Values): string[] {
  return [...new Set(admin ? ["administrator", ...may] : may)];
}

const yesOrNo: Readonly<Record<string, boolean>> = { yes: true, no: false };
