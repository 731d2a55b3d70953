import { Policy } from "../contract/index.ts";
import { editionOf } from "../rules/figures/rule-sets.ts";
import { WrongUsage } from "./command.ts";
import { findingsOf } from "./findings-of.ts";

/** A policy file, or WrongUsage that names everything wrong in it: where, what, and what to do. */
export function readPolicy(file: string, text: string): Policy {
  const parsed = Policy.safeParse(jsonOf(file, text));
  if (!parsed.success) {
    const lines = findingsOf(parsed.error).map(({ at, message }) => `  ${at === "" ? "/" : at}: ${message}`);
    throw new WrongUsage(
      `${file} is no policy:\n${lines.join("\n")}\nMend these and run again; docs/rules.md shows the format with examples.`,
    );
  }
  const { rule_set } = parsed.data;
  if (rule_set !== undefined && editionOf(rule_set) === null) {
    process.stderr.write(`There are no rules of version ${rule_set}: nothing is answered by them.\n`);
  }
  return parsed.data;
}

function jsonOf(file: string, text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    const where = error instanceof SyntaxError ? `: ${error.message}` : "";
    throw new WrongUsage(`${file} is not JSON${where}. Check it for a missing comma, quote or bracket.`);
  }
}
