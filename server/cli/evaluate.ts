import { open, readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { answerCase } from "./answer-case.ts";
import { type Command, WrongUsage } from "./command.ts";
import { lineWriter } from "./line-writer.ts";
import { readPolicy } from "./read-policy.ts";
import { readRecords } from "./read-records.ts";

/** `evaluate`: one readiness per patient-month, as NDJSON; its schemas are in docs/schema. */
export const evaluate: Command = {
  synopsis: "evaluate [--policy FILE] [FILE|-]",
  purpose:
    'Answers {"cases": […]} or one {id, month, facts} per line: what each patient-month supports, and why.',
  async run(args) {
    const { input, policyFile } = readArguments(args);
    const policy = policyFile === undefined ? undefined : readPolicy(policyFile, await readWhole(policyFile));
    const writer = lineWriter(process.stdout);
    let isAnswered = true;
    for await (const record of readRecords(await chunksOf(input))) {
      const answer = answerCase(record, policy);
      const isRead = await writer.write(answer);
      isAnswered &&= isRead && !("error" in answer);
      if (!isRead) break;
    }
    return isAnswered ? 0 : 1;
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
    throw new WrongUsage("`evaluate` knows only --policy, followed by a file.");
  }
}

async function readWhole(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch {
    throw unreadable(file);
  }
}

async function chunksOf(file: string): Promise<AsyncIterable<string>> {
  if (file === "-") return process.stdin.setEncoding("utf8");
  const handle = await open(file).catch(() => {
    throw unreadable(file);
  });
  if (!(await handle.stat()).isDirectory()) return handle.createReadStream({ encoding: "utf8" });
  await handle.close();
  throw unreadable(file);
}

const unreadable = (file: string) =>
  new WrongUsage(`${file} cannot be read. Check the path and its rights, or pipe it in and give - instead.`);
