import * as z from "zod";
import type { EhrAnswer, EhrUnreachable } from "./ehr-client.ts";
import { parseJson } from "./parse-json.ts";

/** Why the EHR did not do what was asked. Its own words: for the user's screen, never for a log. */
export interface EhrIssues {
  readonly issues: readonly string[];
  /** Issue codes, numeric vendor codes and OAuth error codes, for deciding and counting. */
  readonly codes: readonly string[];
}

const longest = 300;
const most = 10;

const Coding = z.object({ code: z.string().optional() });
const Issue = z.object({
  severity: z.string().optional(),
  code: z.string().optional(),
  diagnostics: z.string().optional(),
  details: z.object({ text: z.string().optional(), coding: z.array(Coding).optional() }).optional(),
  expression: z.array(z.string()).optional(),
});
type Issue = z.infer<typeof Issue>;

/** An OperationOutcome, as far as it says what went wrong. */
export const IssueList = z.object({
  resourceType: z.literal("OperationOutcome"),
  issue: z.array(Issue),
});

const OAuthError = z.object({ error: z.string(), error_description: z.string().optional() });

/** Reads an answer that was no success: OperationOutcome, OAuth error, plain text, a web page or nothing. */
export function readIssues(answer: EhrAnswer): EhrIssues {
  switch (answer.kind) {
    case "answered":
      return readBody(answer.text, answer.status);
    case "unreachable":
      return { issues: [unreachableWords[answer.reason]], codes: [] };
    case "no_token":
      return { issues: ["The sign-in to the EHR has ended."], codes: [] };
    case "off_base":
      return {
        issues: ["The EHR pointed to an address outside itself, which is never followed."],
        codes: [],
      };
  }
}

const unreachableWords: { readonly [Reason in EhrUnreachable["reason"]]: string } = {
  timeout: "The EHR did not answer in time.",
  refused: "The EHR could not be reached.",
  reset: "The connection to the EHR broke off.",
  aborted: "The request was ended before the EHR answered.",
  too_large: "The EHR's answer was too large to read.",
  over_budget: "The EHR holds more than CareMonth reads at once.",
  garbled: "The EHR's answer was not readable text.",
};

function readBody(text: string, status: number): EhrIssues {
  const json = parseJson(text);
  const outcome = IssueList.safeParse(json);
  if (outcome.success) return readOutcome(outcome.data.issue, status);
  const oauth = OAuthError.safeParse(json);
  if (oauth.success) {
    const { error, error_description } = oauth.data;
    return { issues: [shorten(error_description ?? error)], codes: [error] };
  }
  return { issues: [readText(text, status)], codes: [] };
}

function readOutcome(issues: readonly Issue[], status: number): EhrIssues {
  const codes = issues.flatMap(({ code, details }) => [
    code,
    ...(details?.coding ?? []).map((one) => one.code),
  ]);
  return {
    issues: issues.length === 0 ? [bare(status)] : issues.slice(0, most).map(issueWords),
    codes: codes.filter((code) => code !== undefined),
  };
}

function issueWords({ details, diagnostics, code, expression }: Issue): string {
  const words = details?.text ?? diagnostics ?? code ?? "no reason given";
  const place = expression?.length ? ` (${expression.join(", ")})` : "";
  return shorten(words + place);
}

function readText(text: string, status: number): string {
  const words = shorten(text);
  if (words === "") return bare(status);
  return words.startsWith("<") ? `The EHR answered with a web page (status ${status}).` : words;
}

function bare(status: number): string {
  return `The EHR answered with status ${status} and gave no reason.`;
}

/** One line of readable characters: control and direction characters are blanks here. */
function shorten(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\s]+/gu, " ").trim();
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
}
