import type { PracticeView } from "../contract/index.ts";
import type { ServerDeps } from "../deps.ts";
import { referenceAt } from "../staff.ts";
import { barsFor } from "./permissions.ts";
import { type AtPractice, userOf } from "./practices-service.ts";

/** The practice of a launch as its screens show it. */
export function viewPractice(launch: AtPractice, { config }: Pick<ServerDeps, "config">): PracticeView {
  const { practice, today } = launch;
  const { id, name, timezone, changes, people } = practice;
  const ehrs = config.connections.filter(({ practices }) => practices.includes(id));
  return {
    name,
    timezone,
    today,
    ehrs: ehrs.map((one) => ({ iss: one.iss, name: one.name })),
    in_force: practice.settingsOn(today),
    changes: [...changes],
    people: [...people],
    bars: barsFor(userOf(launch)),
    account: { iss: launch.context.iss, user: referenceAt(launch.context) },
  };
}
