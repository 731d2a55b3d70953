import type { EhrAnswer } from "./ehr-client.ts";
import { ehrProblem } from "./ehr-problem.ts";
import type { EhrIssue } from "./ehr-said.ts";

/** Why the EHR did not do what was asked. Its own words: for the user's screen, never for a log. */
export interface EhrIssues {
  readonly issues: readonly string[];
  /** Issue codes, numeric vendor codes and OAuth error codes, for deciding and counting. */
  readonly codes: readonly string[];
}

/** Reads an answer that was no success into lines to show: what the EHR said, else what it came down to. */
export function readIssues(answer: EhrAnswer): EhrIssues {
  const { issues, codes, message, status } = ehrProblem(answer);
  if (issues.length > 0) return { issues: issues.map(lineOf), codes };
  return { issues: [status === null ? message : `${message.slice(0, -1)} (status ${status}).`], codes };
}

function lineOf({ text, expression }: EhrIssue): string {
  return expression === "" ? text : `${text} (${expression})`;
}
