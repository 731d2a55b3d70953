import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { generateKeys } from "../keys/key-file.ts";
import { type Command, WrongUsage } from "./command.ts";

/** `keys new`: a fresh key file that only its owner can read. Never writes over an existing one. */
export const keys: Command = {
  synopsis: "keys new FILE --practice ID [--practice ID…]",
  purpose: "Makes the key file of a new installation. Keep it apart from the data, and back it up.",
  async run(args) {
    const { file, practices } = readArguments(args);
    const text = `${JSON.stringify(generateKeys(practices), null, 2)}\n`;
    try {
      writeFileSync(file, text, { mode: 0o600, flag: "wx" });
    } catch {
      throw new WrongUsage(`${file} cannot be written: it exists already, or its folder does not.`);
    }
    process.stderr.write(`Wrote ${file}. Without it nothing in the store can be read: back it up now.\n`);
    return 0;
  },
};

function readArguments(args: readonly string[]): { file: string; practices: string[] } {
  const [action, file, ...rest] = parse(args).positionals;
  const practices = parse(args).values.practice ?? [];
  if (action !== "new" || file === undefined || rest.length > 0 || practices.length === 0) {
    throw new WrongUsage("`keys new` needs a file and at least one --practice.");
  }
  return { file, practices };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { practice: { type: "string", multiple: true } },
    });
  } catch {
    throw new WrongUsage("`keys new` knows only --practice.");
  }
}
