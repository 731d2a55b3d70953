import type { Day, Person } from "../contract/index.ts";
import { isActive } from "./person-at.ts";

interface Change {
  readonly before: readonly Person[];
  readonly after: readonly Person[];
  /** The addresses of the EHRs from which somebody can sign in to the practice. */
  readonly ehrs: readonly string[];
  /** The day it is in the practice's time zone. */
  readonly today: Day;
}

/** Whether a change leaves somebody who may set things up on every day, from today on, on which there was somebody. */
export function keepsAdministrator({ before, after, ehrs, today }: Change): boolean {
  const begins = before.map(({ active_from }) => active_from);
  const over = after.flatMap(({ active_to }) => (active_to === undefined ? [] : [dayAfter(active_to)]));
  const days = [today, ...begins, ...over].filter((day) => day >= today);
  return days.every((day) => !isAdministered(before, ehrs, day) || isAdministered(after, ehrs, day));
}

/** Whether somebody who can sign in administers the practice on that day. */
function isAdministered(people: readonly Person[], ehrs: readonly string[], day: Day): boolean {
  return people.some(
    (person) =>
      isActive(person, day) &&
      person.permissions.includes("administrator") &&
      person.accounts.some(({ iss }) => ehrs.includes(iss)),
  );
}

function dayAfter(day: Day): Day {
  return new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
}
