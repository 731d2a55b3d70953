import { type Person, PersonFields } from "../contract/index.ts";
import { changePerson } from "../practices/change-person.ts";
import { readPeople } from "../practices/person-rows.ts";
import { nameOf } from "../staff.ts";
import { argumentsOf } from "./arguments.ts";
import { type Command, WrongUsage } from "./command.ts";
import { type Installation, type Known, withInstallation } from "./with-installation.ts";

/** `staff add`, `staff list`: the people of a practice. The first administrator is made here and nowhere else. */
export const staff: Command = {
  synopsis:
    "staff add --name NAME --credential CREDENTIAL --role ROLE --user REFERENCE [--iss ISS] [--admin] [--may PERMISSION…] " +
    "[--practitioner-type TYPE] [--npi NPI] [--employer NAME] [--works-in-us yes|no] [--from DAY] [--to DAY] | staff list; " +
    "both with [--practice ID] [--pilot DIR]",
  purpose:
    "Adds somebody to a practice with the account they sign in with, or lists who is there, one JSON line each.",
  async run(args) {
    const { positionals, values } = argumentsOf(args, options);
    const people = await withInstallation(values, workOf(positionals, values));
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

type Values = ReturnType<typeof argumentsOf<typeof options>>["values"];
type Work = (known: Known) => (installation: Installation) => Promise<Person[]>;

/** What was asked for. Throws WrongUsage for what is neither of the two. */
function workOf([action, ...more]: readonly string[], values: Values): Work {
  const { pilot: _, practice: __, ...about } = values;
  if (action === "list" && more.length === 0 && Object.keys(about).length === 0) return list;
  if (action === "add" && more.length === 0) return add(values);
  throw new WrongUsage("The staff commands are `staff add`, which tells of somebody, and `staff list`.");
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

/** The EHR of the account: the one named, or the only one. An account at an EHR that is not configured is nobody's. */
function issOf({ config, practice }: Known, named: string | undefined): string {
  const all = config.connections.filter(({ practices }) => practices.includes(practice.id));
  const [one, ...more] = all.filter(({ iss }) => named === undefined || iss === named);
  if (one && more.length === 0) return one.iss;
  const known = all.map(({ iss }) => iss).join(", ");
  throw new WrongUsage(`--iss: say at which EHR of the practice this account is: ${known || "it has none"}.`);
}

interface Given {
  readonly iss: string;
  readonly today: string;
}

function readFields(values: Values, { iss, today }: Given): PersonFields {
  const { name, credential, role, user, npi, employer, from = today, to, admin, may = [] } = values;
  const worksInUs = values["works-in-us"];
  const given = {
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
    permissions: [...new Set(admin ? ["administrator", ...may] : may)],
  };
  const parsed = PersonFields.safeParse(given, { reportInput: true });
  if (parsed.success) return parsed.data;
  throw new WrongUsage(parsed.error.issues.map(inWords).join("\n"));
}

const yesOrNo: Readonly<Record<string, boolean>> = { yes: true, no: false };

const optionOf: Readonly<Record<string, string>> = {
  active_from: "--from",
  active_to: "--to",
  permissions: "--may",
  accounts: "--user",
};

/** What is wanted where the form itself says it in a program's words only. */
const wanted: Readonly<Record<string, string>> = {
  "--user": "is to be a reference at the EHR, as Practitioner/123",
  "--from": "is to be a day, YYYY-MM-DD",
  "--to": "is to be a day, YYYY-MM-DD",
  "--works-in-us": "is yes or no",
};

interface Issue {
  readonly code?: string | undefined;
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly input?: unknown;
}

function inWords({ code, path: [field = ""], message, input }: Issue): string {
  const name = String(field);
  const option = optionOf[name] ?? `--${name.replaceAll("_", "-")}`;
  if (input === undefined && code !== "custom") return `${option}: is missing.`;
  return `${option}: ${(code !== "custom" && wanted[option]) || message}.`;
}
