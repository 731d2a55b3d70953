import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { parseArgs } from "node:util";
import * as z from "zod";
import { answerCase, type Policy } from "./answer-case.ts";
import { type Command, WrongUsage } from "./command.ts";
import { parseJson, readRecords } from "./read-records.ts";

/** `evaluate`: one readiness per patient-month, as NDJSON; the contract is docs/contract. */
export const evaluate: Command = {
  synopsis: "evaluate [--policy FILE] [FILE|-]",
  purpose:
    'Answers {"cases": […]} or one {id, month, facts} per line: what each patient-month supports, and why.',
  async run(args) {
    const { input, policyFile } = readArguments(args);
    const policy = policyFile === undefined ? undefined : readPolicy(await readInput(policyFile));
    const answers = readRecords(await readInput(input)).map((record) => answerCase(record, policy));
    for (const answer of answers) process.stdout.write(`${JSON.stringify(answer)}\n`);
    return answers.some((answer) => "error" in answer) ? 1 : 0;
  },
};

function readArguments(args: readonly string[]): { input: string; policyFile: string | undefined } {
  const { positionals, values } = parse(args);
  const [input = "-", ...rest] = positionals;
  if (rest.length > 0) throw new WrongUsage("`evaluate` takes one file, or - for what is piped in.");
  return { input, policyFile: values.policy };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options: { policy: { type: "string" } } });
  } catch {
    throw new WrongUsage("`evaluate` knows only --policy.");
  }
}

async function readInput(file: string): Promise<string> {
  if (file === "-") return text(process.stdin);
  try {
    return await readFile(file, "utf8");
  } catch {
    throw new WrongUsage(`${file} cannot be read. Check the path and its rights.`);
  }
}

const PolicyFile = z.strictObject({
  rule_set: z.string().min(1),
  /** An empty list is what this release applies. */
  payer_edits: z.array(z.never()).optional(),
});

function readPolicy(policy: string): Policy {
  const parsed = PolicyFile.safeParse(parseJson(policy));
  if (parsed.success) return { rule_set: parsed.data.rule_set };
  throw new WrongUsage(
    'A policy file holds {"rule_set": "VERSION", "payer_edits": []}; this release applies no edits.',
  );
}
