import { type PersonFields, SettingKey, SettingRequest, type Settings } from "../../server/contract/index.ts";
import type { ServerDeps } from "../../server/deps.ts";
import type { Author } from "../../server/practices/author.ts";
import { changePerson } from "../../server/practices/change-person.ts";
import { changeSetting } from "../../server/practices/change-setting.ts";
import { personOf } from "../../server/practices/person-at.ts";
import { readPeople } from "../../server/practices/person-rows.ts";
import { countChanges } from "../../server/practices/setting-rows.ts";

/** What a practice is to be before anybody opens a chart. */
export interface WantedPractice {
  readonly id: string;
  readonly settings: Partial<Settings>;
  readonly people: readonly PersonFields[];
}

const author: Author = { name: "Set-up", launch: null };

/** Sets a practice up through the same doors as its administrators do; whose account is known already is left alone. */
export async function setUpPractice(
  deps: ServerDeps,
  { id, settings, people }: WantedPractice,
): Promise<void> {
  for (const [key, value] of Object.entries(settings)) {
    const seen = await countChanges(deps.store.db, id, SettingKey.parse(key));
    const request = SettingRequest.parse({ key, value: asJson(value), from: "2025-01-01", seen });
    await changeSetting(deps, { practice: id, request, author });
  }
  const known = await readPeople(deps.store.db, id);
  const fresh = people.filter(({ accounts }) => !accounts.some((one) => personOf(known, one)));
  for (const fields of fresh) await changePerson(deps, { practice: id, on: null, fields, author });
}

function asJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
