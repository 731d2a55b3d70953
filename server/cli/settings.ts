import { Day, SettingRequest } from "../contract/index.ts";
import { changeSetting } from "../practices/change-setting.ts";
import { countChanges, readChanges } from "../practices/setting-rows.ts";
import { settingsOn } from "../practices/settings-on.ts";
import { argumentsOf } from "./arguments.ts";
import { type Command, WrongUsage } from "./command.ts";
import { type Installation, type Known, withInstallation } from "./with-installation.ts";

/** `settings set`, `settings list`: what a practice decides about itself, from a day on. */
export const settings: Command = {
  synopsis:
    "settings set KEY JSON [--from DAY] | settings list [--on DAY]; both with [--practice ID] [--pilot DIR]",
  purpose: "Sets one of a practice's settings from a day on, or prints as JSON what is in force on a day.",
  async run(args) {
    const { positionals, values } = argumentsOf(args, options);
    const work = workOf(positionals, values);
    const shown = await withInstallation(values, work);
    process.stdout.write(`${JSON.stringify(shown)}\n`);
    return 0;
  },
};

const text = { type: "string" } as const;
const options = { practice: text, pilot: text, from: text, on: text } as const;

type Work = (known: Known) => (installation: Installation) => Promise<unknown>;

/** What was asked for. Throws WrongUsage for what is neither of the two. */
function workOf(words: readonly string[], { from, on }: { from?: string; on?: string }): Work {
  const [action, key, json, ...rest] = words;
  if (action === "list" && key === undefined && from === undefined) return list(on);
  if (action === "set" && json !== undefined && rest.length === 0 && on === undefined)
    return set({ key, json, from });
  throw new WrongUsage(
    "The settings commands are `settings set KEY JSON [--from DAY]`, as in `settings set pos '\"11\"'`, and " +
      "`settings list [--on DAY]`.",
  );
}

function list(on: string | undefined): Work {
  if (on !== undefined && !Day.safeParse(on).success) throw new WrongUsage(`--on: ${aDay}`);
  return ({ practice, today }) =>
    async ({ store }) =>
      settingsOn(await readChanges(store.db, practice.id), on ?? today);
}

interface Asked {
  readonly key: string | undefined;
  readonly json: string;
  readonly from: string | undefined;
}

function set({ key, json, from }: Asked): Work {
  const value = readJson(json);
  return ({ practice, today }) => {
    const request = SettingRequest.omit({ seen: true }).safeParse({ key, value, from: from ?? today });
    if (!request.success) throw new WrongUsage(request.error.issues.map(inWords).join("\n"));
    const author = { name: "Command line", launch: null };
    return async (installation) => {
      const seen = await countChanges(installation.store.db, practice.id, request.data.key);
      return changeSetting(installation, {
        practice: practice.id,
        request: { ...request.data, seen },
        author,
      });
    };
  };
}

const aDay = "is to be a day, YYYY-MM-DD.";

function inWords({ path: [field], message }: { path: PropertyKey[]; message: string }): string {
  return field === "from" ? `--from: ${aDay}` : `${field === "key" ? "KEY" : "JSON"}: ${message}.`;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new WrongUsage("JSON: this is none. Words stand in double quotes inside single ones: '\"11\"'.");
  }
}
