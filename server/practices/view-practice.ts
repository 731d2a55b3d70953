import type { Person, PracticeView } from "../contract/index.ts";
import type { ServerDeps } from "../deps.ts";
import { referenceAt } from "../staff.ts";
import { barsFor } from "./permissions.ts";
import { isActive } from "./person-at.ts";
import { type AtPractice, userOf } from "./practices-service.ts";

/** The practice of a launch as its screens show it: to its own people all of it, to others whom to ask. */
export function viewPractice(launch: AtPractice, { config }: Pick<ServerDeps, "config">): PracticeView {
  const { practice, today } = launch;
  const { id, name, timezone } = practice;
  const user = userOf(launch);
  const ehrs = config.connections.filter(({ practices }) => practices.includes(id));
  return {
    name,
    timezone,
    today,
    ehrs: ehrs.map((one) => ({ iss: one.iss, name: one.name })),
    ...(user ? insideOf(launch) : outsideOf(launch)),
    bars: barsFor(user),
    account: { iss: launch.context.iss, user: referenceAt(launch.context) },
  };
}

type Shown = Pick<PracticeView, "member" | "in_force" | "changes" | "people">;

function insideOf({ practice, today }: AtPractice): Shown {
  const { changes, people } = practice;
  return {
    member: true,
    in_force: practice.settingsOn(today),
    changes: [...changes],
    people: [...people],
  };
}

/** A sign-in at the EHR is no place in the practice: its tax number, its people's NPIs and accounts are not shown. */
function outsideOf({ practice, today }: AtPractice): Shown {
  const administrators = practice.people.filter(
    (person) => isActive(person, today) && person.permissions.includes("administrator"),
  );
  return { member: false, in_force: {}, changes: [], people: administrators.map(asNamed) };
}

/** Of a person no more than who they are. */
function asNamed({ id, version, name, credential, role, active_from, at }: Person): Person {
  const shown = { id, version, name, credential, role, active_from, at };
  return { ...shown, permissions: ["administrator"], accounts: [], by: "" };
}
