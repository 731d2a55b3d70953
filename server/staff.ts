import type { Account, PanelHead, Person } from "./contract/index.ts";

/** Name and credential as a record shows them. */
export function nameOf({ name, credential }: Person): string {
  return hasWord(name, credential) ? name : `${name}, ${credential}`;
}

const letter = "[\\p{L}\\p{M}\\p{N}]";

/** Whether the word stands in the text by itself, not as letters of another one. */
function hasWord(text: string, word: string): boolean {
  const literally = word.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");
  return new RegExp(`(?<!${letter})${literally}(?!${letter})`, "u").test(text);
}

/** What the person is in the practice, `clinical staff`. */
export function roleInWords({ role }: Person): string {
  return role.replaceAll("_", " ");
}

/** The user as every screen names them; nobody's name for somebody who is not on the staff list. */
export function userLine(person: Person | null): PanelHead["user"] {
  return { name: person ? nameOf(person) : null, role: person ? roleInWords(person) : null };
}

/** A `fhirUser` within its EHR's base, as a reference there. One outside stays as it is and is nobody's account. */
export function referenceAt({ iss, user }: Account): string {
  const base = `${iss.replace(/\/+$/, "")}/`;
  return user.startsWith(base) ? user.slice(base.length) : user;
}
