import type * as z from "zod";

/** The installation cannot start as it is set up. Each line names the setting, what is wrong and what to do. */
export class ConfigProblem extends Error {
  readonly lines: readonly string[];

  constructor(lines: readonly string[]) {
    super(lines.join("\n"));
    this.name = "ConfigProblem";
    this.lines = lines;
  }
}

/** One line per finding of a schema: where in the source, and what is wanted there. Values are never quoted. */
export function issuesOf(error: z.ZodError, where: string): string[] {
  return error.issues.map(({ path, message }) => `${where} at /${path.map(String).join("/")}: ${message}`);
}
