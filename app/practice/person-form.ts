import type { Account, Permission, Person, PersonFields } from "../../server/contract/people.ts";
import type { PracticeView } from "../../server/contract/practice-view.ts";
import type { Finding } from "./refusals.ts";

/** What is typed about a person; empty text is what nobody said. */
export interface PersonForm {
  readonly name: string;
  readonly credential: string;
  readonly role: PersonFields["role"] | null;
  readonly practitioner_type: string;
  readonly npi: string;
  readonly employer: string;
  readonly works_in_us: "yes" | "no" | "not_known";
  readonly active_from: string;
  readonly active_to: string;
  readonly accounts: readonly Account[];
  readonly permissions: readonly Permission[];
}

/** A form for somebody new, from today on, with a line for an account. */
export function blankForm({ today, ehrs }: Pick<PracticeView, "today" | "ehrs">): PersonForm {
  const [only, ...more] = ehrs;
  return {
    name: "",
    credential: "",
    role: null,
    practitioner_type: "",
    npi: "",
    employer: "",
    works_in_us: "not_known",
    active_from: today,
    active_to: "",
    accounts: [{ iss: only && more.length === 0 ? only.iss : "", user: "" }],
    permissions: [],
  };
}

/** A person as they stand. */
export function formOf(person: Person): PersonForm {
  const { name, credential, role, active_from, accounts, permissions, works_in_us } = person;
  const { practitioner_type = "", npi = "", employer = "", active_to = "" } = person;
  const inUs = works_in_us === undefined ? "not_known" : works_in_us ? "yes" : "no";
  const fixed = { name, credential, role, active_from, accounts, permissions };
  return { ...fixed, practitioner_type, npi, employer, active_to, works_in_us: inUs };
}

/** What can be sent of a form; null while no role is chosen. */
export function fieldsOf(form: PersonForm): PersonFields | null {
  const { role, works_in_us, active_from, permissions } = form;
  if (role === null) return null;
  const bills = role === "practitioner" || role === "other_practitioner";
  const [type, npi, employer] = [bills ? form.practitioner_type : "", form.npi, form.employer].map(trimmed);
  return {
    name: form.name.trim(),
    credential: form.credential.trim(),
    role,
    ...(type && { practitioner_type: type }),
    ...(npi && { npi }),
    ...(employer && { employer }),
    ...(works_in_us !== "not_known" && { works_in_us: works_in_us === "yes" }),
    active_from,
    ...(form.active_to && { active_to: form.active_to }),
    accounts: form.accounts.map(({ iss, user }) => ({ iss, user: user.trim() })),
    permissions: [...permissions],
  };
}

function trimmed(text: string): string {
  return text.trim();
}

/** What has to be there before anything is sent, by field. The rest is judged by the server. */
export function lackingIn(form: PersonForm): readonly Finding[] {
  const asked: (readonly [boolean, Finding])[] = [
    [form.name.trim() === "", { path: "name", words: "Write the name." }],
    [form.credential.trim() === "", { path: "credential", words: "Write the credential, such as RN." }],
    [form.role === null, { path: "role", words: "Choose what their time counts as." }],
    [form.active_from === "", { path: "active_from", words: "Say which day is the first." }],
    ...form.accounts.flatMap(accountAsked),
  ];
  return asked.flatMap(([lacks, finding]) => (lacks ? [finding] : []));
}

const reference = /^[A-Z][A-Za-z]+\/[A-Za-z0-9\-.]{1,64}$/;

function accountAsked({ iss, user }: Account, index: number): (readonly [boolean, Finding])[] {
  const words = "Write the user as the EHR does, such as Practitioner/123, or remove the account.";
  return [
    [iss === "", { path: `accounts.${index}.iss`, words: "Choose the EHR." }],
    [!reference.test(user.trim()), { path: `accounts.${index}.user`, words }],
  ];
}
