import type { Readiness } from "../../contract/index.ts";
import type { Situation } from "../situation.ts";
import { type Family, isTimeKnown } from "./family.ts";
import type { Selection } from "./selection.ts";

/**
 * What the next unit of each family lacks in minutes, the recommended family first. A family that asks more than
 * time and does not get it has no next unit.
 */
export function nextCodes({ families, chosen }: Selection, situation: Situation): Readiness["next"] {
  if (!isTimeKnown(situation)) return [];
  const open = families.filter(
    ({ complexity, edits }) =>
      complexity?.criterion.status !== "unmet" && edits.verdict?.criterion.status !== "unmet",
  );
  const first = open.filter((family) => family === chosen?.family);
  return [...first, ...open.filter((family) => family !== chosen?.family)].flatMap(nextOf);
}

function nextOf({ ladder, pool, figures }: Family): Readiness["next"] {
  const rung = ladder.find(({ seconds }) => pool.seconds < seconds);
  if (!rung) return [];
  const short = Math.ceil((rung.seconds - pool.seconds) / 60);
  return [{ code: rung.code, minutes_short: short, by: figures.pool }];
}
