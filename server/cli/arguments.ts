import { type ParseArgsConfig, parseArgs } from "node:util";
import { WrongUsage } from "./command.ts";

type Options = NonNullable<ParseArgsConfig["options"]>;

/** The words and options of a command. Throws WrongUsage, which names the option that is none of its, or lacks its value. */
export function argumentsOf<const Known extends Options>(args: readonly string[], options: Known) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch (error) {
    // Behind its first sentence Node explains what no command of ours takes.
    const [what = ""] = error instanceof Error ? error.message.split(/\.(?:\s|$)/) : [];
    throw new WrongUsage(`${what}.`);
  }
}
