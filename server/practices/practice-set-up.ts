import type { Kysely } from "kysely";
import type { Config } from "../config.ts";
import type { Day, Person, SettingChange, Settings } from "../contract/index.ts";
import type { Tables } from "../store/schema.ts";
import { readPeople } from "./person-rows.ts";
import { readChanges } from "./setting-rows.ts";
import { settingsOn } from "./settings-on.ts";

/** A practice as it is set up now: what the installation names, what its administrators decided, and its people. */
export interface PracticeSetUp {
  readonly id: string;
  readonly name: string;
  /** IANA; the edges of its months hang on it, so it belongs to the installation. */
  readonly timezone: string;
  readonly changes: readonly SettingChange[];
  readonly people: readonly Person[];
  /** The settings in force on a day. */
  settingsOn(day: Day): Settings;
}

interface SetUpDeps {
  readonly config: Config;
  readonly store: { readonly db: Kysely<Tables> };
}

/** The set-up of a practice; null where it is not configured here. */
export async function readSetUp({ config, store }: SetUpDeps, id: string): Promise<PracticeSetUp | null> {
  const practice = config.practices.find((one) => one.id === id);
  if (!practice) return null;
  const [changes, people] = await Promise.all([readChanges(store.db, id), readPeople(store.db, id)]);
  return { ...practice, changes, people, settingsOn: (day) => settingsOn(changes, day) };
}
