import * as z from "zod";
import { parseJson } from "./parse-json.ts";

/** One thing the EHR found wrong, in its own words: for the user's screen only, never for a log. */
export interface EhrIssue {
  readonly severity: "fatal" | "error" | "warning" | "information" | null;
  readonly text: string;
  /** The elements it is about, as the EHR names them; empty where it names none. */
  readonly expression: string;
}

/** What the EHR said with an answer. */
export interface EhrSaid {
  readonly issues: readonly EhrIssue[];
  /** Issue codes, numeric vendor codes and OAuth error codes, for deciding and counting. */
  readonly codes: readonly string[];
}

const longest = 300;
const most = 10;
/** Only this much of a text is looked at; what is shown of it is shorter still. */
const looked = 8 * longest;

const text = z.string().optional().catch(undefined);
/** Vendors' numeric codes come as text and, now and then, as a number. */
const code = z
  .union([z.string(), z.number().transform(String)])
  .optional()
  .catch(undefined);
const texts = z.array(z.string()).optional().catch(undefined);
const Details = z.object({ text, coding: z.array(z.object({ code })).optional().catch(undefined) });
const Issue = z.object({
  severity: z.enum(["fatal", "error", "warning", "information"]).optional().catch(undefined),
  code,
  diagnostics: text,
  details: Details.optional().catch(undefined),
  expression: texts,
  /** What FHIR had before `expression`, and Oracle Health still uses. */
  location: texts,
});
type Issue = z.infer<typeof Issue>;

/** An OperationOutcome, as far as it says what went wrong. */
export const IssueList = z.object({
  resourceType: z.literal("OperationOutcome"),
  issue: z.array(Issue),
});

/** RFC 6749, section 5.2; an `error` with blanks in it is some framework's, and no code. */
const OAuthError = z.object({
  error: z.string().regex(/^[\w.:/-]{1,80}$/),
  error_description: text,
});

/** Reads the body of an answer that was no success: OperationOutcome, OAuth error, plain text, a page or nothing. */
export function readSaid(body: string): EhrSaid {
  const json = parseJson(body);
  const outcome = IssueList.safeParse(json);
  if (outcome.success) return readOutcome(outcome.data.issue);
  const oauth = OAuthError.safeParse(json);
  if (oauth.success) {
    const { error, error_description } = oauth.data;
    return { issues: [plain(error_description ?? error)], codes: [error] };
  }
  const words = oneLine(body);
  return { issues: isProse(words) ? [plain(words)] : [], codes: [] };
}

/** Text for people: no page, and no data that nobody could make out. */
function isProse(words: string): boolean {
  return words !== "" && !/^[<{["]/.test(words);
}

function readOutcome(issues: readonly Issue[]): EhrSaid {
  const codes = issues.flatMap((issue) => [issue.code, ...vendorCodes(issue)]);
  return {
    issues: issues.slice(0, most).map(readIssue),
    codes: codes.filter((one) => one !== undefined).map(oneLine),
  };
}

function vendorCodes({ details }: Issue): readonly (string | undefined)[] {
  return (details?.coding ?? []).map((one) => one.code);
}

function readIssue({ severity, details, diagnostics, code, expression, location }: Issue): EhrIssue {
  return {
    severity: severity ?? null,
    text: oneLine(details?.text ?? diagnostics ?? code ?? "no reason given"),
    expression: oneLine((expression ?? location ?? []).join(", ")),
  };
}

function plain(words: string): EhrIssue {
  return { severity: null, text: oneLine(words), expression: "" };
}

/** One line of readable characters: control and direction characters and halves of characters are blanks here. */
function oneLine(words: string): string {
  const line = words
    .slice(0, looked)
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\s]+/gu, " ")
    .trim();
  const characters = [...line];
  return characters.length > longest ? `${characters.slice(0, longest - 1).join("")}…` : line;
}
