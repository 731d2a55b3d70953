import { parseArgs } from "node:util";
import { SettingRequest } from "../contract/index.ts";
import { changeSetting } from "../practices/change-setting.ts";
import { readSetUp } from "../practices/practices-service.ts";
import { type Command, WrongUsage } from "./command.ts";
import { type Installation, practiceNamed, withInstallation } from "./with-installation.ts";

/** `settings set`, `settings list`: what a practice decides about itself, from a day on. */
export const settings: Command = {
  synopsis:
    "settings set KEY JSON [--from DAY] | settings list [--on DAY]; both with [--practice ID] [--pilot DIR]",
  purpose: "Sets one of a practice's settings from a day on, or prints as JSON what is in force on a day.",
  async run(args) {
    const { positionals, values } = parse(args);
    const [action, key, json, ...rest] = positionals;
    const shown = await withInstallation(values.pilot, (installation) => {
      if (action === "list" && key === undefined) return list(installation, values);
      if (action === "set" && json !== undefined && rest.length === 0)
        return set(installation, { ...values, key, json });
      throw usage;
    });
    process.stdout.write(`${JSON.stringify(shown)}\n`);
    return 0;
  },
};

const usage = new WrongUsage(
  "The settings commands are `settings set KEY JSON`, as in `settings set pos '\"11\"'`, and `settings list`.",
);

type Values = ReturnType<typeof parse>["values"];

async function list(installation: Installation, { practice, on }: Values): Promise<unknown> {
  const { id } = practiceNamed(installation.config, practice);
  const setUp = await readSetUp(installation, id);
  return setUp?.settingsOn(on ?? installation.now().slice(0, 10));
}

async function set(
  installation: Installation,
  { practice, key, json, from }: Values & { readonly key: string | undefined; readonly json: string },
): Promise<unknown> {
  const { id } = practiceNamed(installation.config, practice);
  const today = installation.now().slice(0, 10);
  const request = SettingRequest.safeParse({ key, value: readJson(json), from: from ?? today });
  if (!request.success)
    throw new WrongUsage(
      request.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("\n"),
    );
  const author = { name: "Command line", launch: null };
  return changeSetting(installation, { practice: id, request: request.data, author });
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new WrongUsage("The value is not JSON. Words stand in double quotes inside single ones: '\"11\"'.");
  }
}

function parse(args: readonly string[]) {
  const text = { type: "string" } as const;
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { practice: text, pilot: text, from: text, on: text },
    });
  } catch {
    throw usage;
  }
}
