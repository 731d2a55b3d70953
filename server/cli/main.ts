import { Refusal } from "../errors.ts";
import { audit } from "./audit.ts";
import { type Command, WrongUsage } from "./command.ts";
import { doctor } from "./doctor.ts";
import { evaluate } from "./evaluate.ts";
import { keys } from "./keys.ts";
import { rules } from "./rules.ts";
import { schema } from "./schema.ts";
import { settings } from "./settings.ts";
import { staff } from "./staff.ts";

const commands: Readonly<Record<string, Command>> = {
  evaluate,
  rules,
  schema,
  keys,
  staff,
  settings,
  doctor,
  audit,
};

const usage = `Usage: npm run --silent caremonth -- <command>

${Object.values(commands)
  .map(({ synopsis, purpose }) => `  ${synopsis}\n      ${purpose}`)
  .join("\n")}
`;

async function run([name = "", ...args]: readonly string[]): Promise<number> {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  try {
    if (!command) throw new WrongUsage(name === "" ? "No command was given." : "There is no such command.");
    return await command.run(args);
  } catch (error) {
    if (error instanceof Refusal) {
      process.stderr.write(`${error.inWords()}\n`);
      return 1;
    }
    if (!(error instanceof WrongUsage)) throw error;
    process.stderr.write(`${error.message}\n\n${usage}`);
    return 2;
  }
}

process.exitCode = await run(process.argv.slice(2));
