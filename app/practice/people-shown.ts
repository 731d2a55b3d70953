import type { Person } from "../../server/contract/people.ts";
import { permissionWords, shortRoles } from "./person-words.ts";

/** Whether somebody works in the practice on a day, is yet to come, or has left. */
export type PersonState = "here" | "to_come" | "left";

export function stateOf({ active_from, active_to }: Person, today: string): PersonState {
  if (active_from > today) return "to_come";
  return active_to !== undefined && active_to < today ? "left" : "here";
}

export const pageSize = 25;

/** The people who fit a filter, those who are here first, each part by name. */
export function shownPeople(people: readonly Person[], filter: string, today: string): readonly Person[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = (person: Person) => {
    const text = textOf(person).toLowerCase();
    return words.every((word) => text.includes(word));
  };
  const rank = { here: 0, to_come: 1, left: 2 } as const;
  const place = (person: Person) => rank[stateOf(person, today)];
  return people
    .filter(fits)
    .toSorted((one, other) => place(one) - place(other) || one.name.localeCompare(other.name, "en"));
}

function textOf({ name, credential, role, npi = "", employer = "", accounts, permissions }: Person): string {
  const users = accounts.map(({ user }) => user);
  const may = permissions.map((permission) => permissionWords[permission].label);
  return [name, credential, shortRoles[role], npi, employer, ...users, ...may].join("\n");
}

/** One page of a list, and where in it that is; `page` beyond the end is the last one. */
export function pageOf<T>(all: readonly T[], page: number) {
  const pages = Math.max(1, Math.ceil(all.length / pageSize));
  const at = Math.min(page, pages - 1);
  const first = at * pageSize;
  const items = all.slice(first, first + pageSize);
  return { items, at, pages, first: first + 1, last: first + items.length };
}
