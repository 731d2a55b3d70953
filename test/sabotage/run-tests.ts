import { spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import path from "node:path";
import * as z from "zod";
import type { Sabotage } from "./sabotages.ts";

type Named = Sabotage["noticed"][number];

const Report = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
});

/** Where vite.config.ts has the report written. */
const reportFile = "test-results/vitest.json";

/** The cases of one named test, by full name. */
export interface NamedRun extends Named {
  readonly passed: readonly string[];
  readonly failed: readonly string[];
}

/** Runs the named tests in a tree and tells them apart by how they ended. Throws where the run itself broke. */
export function runTests(dir: string, named: readonly Named[]): NamedRun[] {
  const outputFile = path.join(dir, reportFile);
  rmSync(outputFile, { force: true });
  const files = [...new Set(named.map(({ file }) => file))];
  const pattern = [...new Set(named.map(({ test }) => escaped(test)))].join("|");
  const vitest = path.join(dir, "node_modules/vitest/vitest.mjs");
  const options = ["--project", "node", "--reporter=json"];
  const { stderr } = spawnSync(process.execPath, [vitest, "run", ...options, "-t", pattern, ...files], {
    cwd: dir,
    encoding: "utf8",
    stdio: ["ignore", "ignore", "pipe"],
    maxBuffer: 64 * 1024 * 1024,
  });
  return named.map((one) => endedAs(one, { dir, cases: casesIn(outputFile, stderr) }));
}

type Case = { readonly file: string; readonly fullName: string; readonly status: string };

function casesIn(outputFile: string, stderr: string): Case[] {
  try {
    const { testResults } = Report.parse(JSON.parse(readFileSync(outputFile, "utf8")));
    return testResults.flatMap(({ name, assertionResults }) =>
      assertionResults.map((one) => ({ file: name, ...one })),
    );
  } catch (cause) {
    throw new Error(`the tests gave no report:\n${stderr}`, { cause });
  }
}

function endedAs(
  one: Named,
  { dir, cases }: { readonly dir: string; readonly cases: readonly Case[] },
): NamedRun {
  const own = cases.filter(
    ({ file, fullName }) => path.relative(dir, file) === one.file && fullName.includes(one.test),
  );
  const ended = (status: string) =>
    own.filter((run) => run.status === status).map(({ fullName }) => fullName);
  return { ...one, passed: ended("passed"), failed: ended("failed") };
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
