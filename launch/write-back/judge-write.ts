import type { EhrAnswer, EhrAnswered } from "../ehr-client.ts";
import { readIssues } from "../ehr-error.ts";
import type { Rejected, Unknown, Waiting } from "./outcome.ts";

/** An answer to a write: taken, as far as the EHR says, or how it ended instead. */
export type JudgedWrite =
  | { readonly state: "accepted"; readonly answer: EhrAnswered }
  | Rejected
  | Unknown
  | Waiting;

const taken = new Set([200, 201, 204]);
/** Somebody else was there first: re-read, compare, ask. */
const conflicting = new Set([409, 412, 423, 428]);

/**
 * What an answer to a write means. Whatever may have been processed without saying so is `unknown`: a lost
 * answer, an asynchronous or redirected one, and every failure of the server's own.
 */
export function judgeWrite(answer: EhrAnswer): JudgedWrite {
  switch (answer.kind) {
    case "answered":
      return judgeStatus(answer);
    case "unreachable":
      return answer.sent ? unknown(answer) : { state: "waiting", reason: "ehr_unreachable" };
    case "no_token":
      return { state: "waiting", reason: "no_token" };
    case "off_base":
      throw new Error("a write was addressed outside the EHR's FHIR base");
  }
}

function judgeStatus(answer: EhrAnswered): JudgedWrite {
  const { status } = answer;
  if (taken.has(status)) return { state: "accepted", answer };
  if (status === 401) return { state: "waiting", reason: "no_token" };
  if (status === 429) return { state: "waiting", reason: "ehr_unreachable" };
  if (conflicting.has(status)) return { ...rejected(readIssues(answer).issues), conflict: true };
  const final = status === 501 || (status >= 400 && status < 500 && status !== 408);
  return final ? rejected(readIssues(answer).issues) : unknown(answer);
}

/** Refused for good, with the words for it. */
export function rejected(issues: readonly string[]): Rejected {
  return { state: "rejected", issues, conflict: false };
}

/** Refused because the record is no longer what the user saw. */
export function conflict(issue: string): Rejected {
  return { state: "rejected", issues: [issue], conflict: true };
}

function unknown(answer: EhrAnswer): Unknown {
  return { state: "unknown", issues: readIssues(answer).issues };
}
