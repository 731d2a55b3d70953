import type { Account, Day, Person } from "../contract/index.ts";
import { referenceAt } from "../staff.ts";

/** Whether the person works in the practice on that day. */
export function isActive({ active_from, active_to }: Person, day: Day): boolean {
  return active_from <= day && (active_to === undefined || day <= active_to);
}

/** Whose account this is among people, whether or not they still work there. */
export function personOf(people: readonly Person[], account: Account): Person | null {
  const { iss } = account;
  const user = referenceAt(account);
  return people.find(({ accounts }) => accounts.some((one) => one.iss === iss && one.user === user)) ?? null;
}

/** Who works in the practice on a day under this account; another EHR may call somebody else by the same reference. */
export function personAt(people: readonly Person[], account: Account, day: Day): Person | null {
  const person = personOf(people, account);
  return person && isActive(person, day) ? person : null;
}
