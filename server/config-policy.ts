import { readFileSync } from "node:fs";
import type { PracticeSetting } from "./config-file.ts";
import { ConfigProblem, issuesOf } from "./config-problem.ts";
import { Policy } from "./contract/index.ts";
import { editionVersions } from "./rules/figures/rule-sets.ts";

const mend =
  "Mend it and start again; docs/rules.md, under Payer edits, shows what an edit holds, with examples.";

/**
 * The practice with the policy its months are answered by, wherever it was written: in the configuration or in a file it
 * names. Throws ConfigProblem, which says what is wrong where and what to do.
 */
export function withPolicy(practice: PracticeSetting, where: string): PracticeSetting {
  const { policy_file: file, policy: given, id } = practice;
  const policy = file === undefined ? given : readPolicyFile(file, id);
  if (policy?.rule_set !== undefined && !editionVersions.includes(policy.rule_set))
    throw new ConfigProblem([
      `${file ?? `${where}, practice ${id}`}: rule_set names no version of the rules. Name one of ` +
        `${editionVersions.join(", ")}, or leave it out for the one in force.`,
    ]);
  return policy === undefined ? practice : { ...practice, policy };
}

function readPolicyFile(file: string, practice: string): Policy {
  const parsed = Policy.safeParse(jsonIn(file, practice));
  if (parsed.success) return parsed.data;
  throw new ConfigProblem([...issuesOf(parsed.error, `policy_file ${file}`), mend]);
}

function jsonIn(file: string, practice: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8").replace(/^\uFEFF/, ""));
  } catch (error) {
    const why = error instanceof SyntaxError ? "is not JSON" : "cannot be read";
    throw new ConfigProblem([
      `policy_file ${file} of practice ${practice} ${why}. Check its path, its rights and its content.`,
    ]);
  }
}
