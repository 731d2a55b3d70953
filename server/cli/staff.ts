import { parseArgs } from "node:util";
import { type Person, PersonFields } from "../contract/index.ts";
import { changePerson } from "../practices/change-person.ts";
import { readPeople } from "../practices/person-rows.ts";
import { nameOf } from "../staff.ts";
import { type Command, WrongUsage } from "./command.ts";
import { type Installation, practiceNamed, withInstallation } from "./with-installation.ts";

/** `staff add`, `staff list`: the people of a practice. The first administrator is made here and nowhere else. */
export const staff: Command = {
  synopsis:
    "staff add --name NAME --credential CREDENTIAL --role ROLE --user REFERENCE [--iss ISS] [--admin] [--may PERMISSION…] " +
    "[--practitioner-type TYPE] [--npi NPI] [--employer NAME] [--works-in-us yes|no] [--from DAY] [--to DAY] | staff list; " +
    "both with [--practice ID] [--pilot DIR]",
  purpose:
    "Adds somebody to a practice with the account they sign in with, or lists who is there, one JSON line each.",
  async run(args) {
    const { positionals, values } = parse(args);
    const [action, ...rest] = positionals;
    if (rest.length > 0 || (action !== "add" && action !== "list")) throw usage;
    const people = await withInstallation(values.pilot, (installation) =>
      action === "add" ? add(installation, values) : list(installation, values),
    );
    for (const person of people) process.stdout.write(`${JSON.stringify(person)}\n`);
    return 0;
  },
};

const usage = new WrongUsage("The staff commands are `staff add` and `staff list`.");

type Values = ReturnType<typeof parse>["values"];

async function list({ config, store }: Installation, { practice }: Values): Promise<Person[]> {
  return readPeople(store.db, practiceNamed(config, practice).id);
}

async function add(installation: Installation, values: Values): Promise<Person[]> {
  const { config, now } = installation;
  const practice = practiceNamed(config, values.practice).id;
  const fields = readFields(values, {
    iss: values.iss ?? onlyIss(config, practice),
    today: now().slice(0, 10),
  });
  const author = { name: "Command line", launch: null };
  const person = await changePerson(installation, { practice, on: null, fields, author });
  process.stderr.write(`${nameOf(person)} is on the staff list of ${practice}.\n`);
  return [person];
}

function onlyIss({ connections }: Installation["config"], practice: string): string {
  const [one, ...more] = connections.filter(({ practices }) => practices.includes(practice));
  if (one && more.length === 0) return one.iss;
  throw new WrongUsage("Say with --iss at which EHR this account is: the practice has several, or none.");
}

interface Given {
  readonly iss: string;
  readonly today: string;
}

function readFields(values: Values, { iss, today }: Given): PersonFields {
  const { name, credential, role, user, npi, employer, from = today, to, admin, may = [] } = values;
  const worksInUs = values["works-in-us"];
  const parsed = PersonFields.safeParse({
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
    permissions: admin ? ["administrator", ...may] : may,
  });
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map(({ path, message }) => `${optionOf(path)}: ${message}`);
  throw new WrongUsage(lines.join("\n"));
}

const yesOrNo: Readonly<Record<string, boolean>> = { yes: true, no: false };

const options: Readonly<Record<string, string>> = {
  active_from: "--from",
  active_to: "--to",
  permissions: "--may",
  accounts: "--user",
};

function optionOf([field = ""]: readonly PropertyKey[]): string {
  const name = String(field);
  return options[name] ?? `--${name.replaceAll("_", "-")}`;
}

function parse(args: readonly string[]) {
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
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch {
    throw usage;
  }
}
