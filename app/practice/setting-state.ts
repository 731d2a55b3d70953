import type { PracticeView } from "../../server/contract/practice-view.ts";
import type { SettingChange, SettingKey } from "../../server/contract/settings.ts";

/** How a change stands today: it holds, is to come, held once, or gave way to a later one for the same day. */
export type Standing = "in_force" | "upcoming" | "earlier" | "replaced";

export interface StandingChange {
  readonly change: SettingChange;
  readonly standing: Standing;
  /** Its place in the order in which they were made. */
  readonly made: number;
}

/**
 * Every change of a setting, the latest first day on top, with how it stands on the practice's day. As the server
 * judges it: the latest first day holds, and of two for one day the one made later.
 */
export function historyOf(view: Pick<PracticeView, "changes" | "today">, key: SettingKey): StandingChange[] {
  const ordered = changesOf(view, key)
    .map((change, made) => ({ change, made }))
    .toSorted((one, other) => other.change.from.localeCompare(one.change.from) || other.made - one.made);
  const holds = ordered.find(({ change }) => change.from <= view.today)?.change;
  const before: string[] = [];
  return ordered.map(({ change, made }) => {
    const replaced = before.includes(change.from);
    before.push(change.from);
    return { change, made, standing: standingOf(change, { holds, replaced, today: view.today }) };
  });
}

/** The decision that takes over from one that holds from a day on; null where none stands for a later day. */
export function nextAfter(
  view: Pick<PracticeView, "changes" | "today">,
  key: SettingKey,
  day: string,
): SettingChange | null {
  const later = historyOf(view, key).filter(
    ({ change, standing }) => change.from > day && standing !== "replaced",
  );
  return later.at(-1)?.change ?? null;
}

/** Every decision on a setting, in the order they were made. */
export function changesOf({ changes }: Pick<PracticeView, "changes">, key: SettingKey): SettingChange[] {
  return changes.filter((change) => change.key === key);
}

interface Around {
  readonly holds: SettingChange | undefined;
  readonly replaced: boolean;
  readonly today: string;
}

function standingOf(change: SettingChange, { holds, replaced, today }: Around): Standing {
  if (change === holds) return "in_force";
  if (replaced) return "replaced";
  return change.from > today ? "upcoming" : "earlier";
}
