import { ConfigProblem } from "../../server/config-problem.ts";

/** What an operator is told of an attempt; nothing where it succeeds. */
export async function linesOf(attempt: () => unknown): Promise<readonly string[]> {
  try {
    await attempt();
  } catch (error) {
    if (error instanceof ConfigProblem) return error.lines;
    throw error;
  }
  return [];
}
