import { renameSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { ConfigProblem } from "../config-problem.ts";
import { readKeyFile } from "../installation.ts";
import { generateKeys, type KeyFile, newSigningKey } from "../keys/key-file.ts";
import { type Command, WrongUsage } from "./command.ts";

/** `keys new`: a fresh key file that only its owner can read. `keys add`: the next signing key, published beforehand. */
export const keys: Command = {
  synopsis: "keys new FILE --practice ID [--practice ID…] | keys add FILE [--alg RS384|ES384]",
  purpose:
    "Makes the key file of a new installation, or adds the next signing key to one. Keep it apart from the data, and back it up.",
  async run(args) {
    const { positionals, values } = parse(args);
    const [action, file, ...rest] = positionals;
    if (file === undefined || rest.length > 0) throw usage;
    if (action === "new" && values.alg === undefined) makeNew(file, values.practice ?? []);
    else if (action === "add" && values.practice === undefined) addNext(file, values.alg ?? "RS384");
    else throw usage;
    return 0;
  },
};

const usage = new WrongUsage(
  "`keys new` needs a file and at least one --practice, `keys add` a file and, if not RS384 is meant, --alg ES384.",
);

/** Never writes over an existing file. */
function makeNew(file: string, practices: readonly string[]): void {
  if (practices.length === 0) throw usage;
  write(file, generateKeys(practices));
  process.stderr.write(`Wrote ${file}. Without it nothing in the store can be read: back it up now.\n`);
}

/** The new key goes last of its kind: it is published, and signs once it is moved in front. */
function addNext(file: string, alg: string): void {
  if (alg !== "RS384" && alg !== "ES384") throw usage;
  const next = newSigningKey(alg);
  const whole = readOrRefuse(file);
  write(`${file}.new`, { ...whole, signing: [...whole.signing, next] });
  renameSync(`${file}.new`, file);
  process.stderr.write(
    `Added ${alg} key ${next.kid} to ${file}. Restart CareMonth to publish it; once the EHRs have fetched it, move it ` +
      "in front of the other keys of its kind and restart again.\n",
  );
}

function readOrRefuse(file: string): KeyFile {
  try {
    return readKeyFile(file);
  } catch (error) {
    if (error instanceof ConfigProblem) throw new WrongUsage(error.message);
    throw error;
  }
}

function write(file: string, content: KeyFile): void {
  try {
    writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600, flag: "wx" });
  } catch {
    throw new WrongUsage(`${file} cannot be written: it exists already, or its folder does not.`);
  }
}

function parse(args: readonly string[]) {
  try {
    const options = { practice: { type: "string", multiple: true }, alg: { type: "string" } } as const;
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch {
    throw usage;
  }
}
