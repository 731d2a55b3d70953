import type { Kysely } from "kysely";
import type { Connection } from "../../launch/connections.ts";
import type { LaunchContext, PanelContext } from "../../launch/launch-context.ts";
import type { Config } from "../config.ts";
import type { Account, Act, Day, Person, SettingChange, Settings } from "../contract/index.ts";
import type { Tables } from "../store/schema.ts";
import { barTo } from "./permissions.ts";
import { personAt, personOf } from "./person-at.ts";
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
  /** Who works there on a day under an account; a `fhirUser` may be absolute. */
  personAt(account: Account, day: Day): Person | null;
  /** Whose account this is, whether or not they still work there. */
  personOf(account: Account): Person | null;
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
  return {
    ...practice,
    changes,
    people,
    settingsOn: (day) => settingsOn(changes, day),
    personAt: (account, day) => personAt(people, account, day),
    personOf: (account) => personOf(people, account),
  };
}

/** A launch of either kind, as far as its practice is concerned. */
export interface AtPractice {
  readonly context: LaunchContext | PanelContext;
  readonly connection: Connection;
  readonly practice: PracticeSetUp;
  /** The day it is in the practice's time zone. */
  readonly today: Day;
}

/** Who the signed-in user is in the practice today; null for somebody who is not on its staff list. */
export function userOf({ context, practice, today }: AtPractice): Person | null {
  return practice.personAt(context, today);
}

/** Why the signed-in user may not do something; null where they may. */
export function barFor(
  launch: AtPractice,
  act: Act,
): { readonly code: "not_staff" | "not_permitted"; readonly words: string } | null {
  const user = userOf(launch);
  const words = barTo(act, user);
  return words === null ? null : { code: user ? "not_permitted" : "not_staff", words };
}
