import type { EhrAnswer, EhrAnswered, EhrUnreachable } from "./ehr-client.ts";
import { type EhrProblemKind, wordsFor } from "./ehr-problem-words.ts";
import { type EhrIssue, type EhrSaid, readSaid } from "./ehr-said.ts";

/** Why the EHR did not do what was asked, and what the person in front of the chart can do. */
export interface EhrProblem {
  readonly kind: EhrProblemKind;
  /** Words of ours. */
  readonly message: string;
  readonly advice: string;
  /** Words of the EHR: for the detail on the user's screen, never for a log. */
  readonly issues: readonly EhrIssue[];
  /** Issue codes, numeric vendor codes and OAuth error codes, for deciding and counting. */
  readonly codes: readonly string[];
  readonly status: number | null;
  /** With `busy`: how long the EHR wants to be left alone, in ms, where it said so. */
  readonly retryAfter: number | null;
}

/** What was asked for: 404 to a search of a type means that the EHR has no such type. */
type Asked = "resource" | "type";

const nothingSaid: EhrSaid = { issues: [], codes: [] };

/** Reads any answer that was not the one hoped for. */
export function ehrProblem(answer: EhrAnswer, asked: Asked = "resource"): EhrProblem {
  if (answer.kind !== "answered") {
    const retryAfter = answer.kind === "unreachable" ? (answer.retryAfter ?? null) : null;
    return problem({ kind: kindOfSilence(answer), said: nothingSaid, status: null, retryAfter });
  }
  const { status, retryAfter = null } = answer;
  const said = readSaid(answer.text);
  const kind = kindOfAnswer(answer, said.codes, asked);
  return problem({ kind, said, status, retryAfter: kind === "busy" ? retryAfter : null });
}

/**
 * Whether an answer of the EHR's own failing stays as it is however often it is asked for: Oracle Health answers 500
 * where a record lacks an element that FHIR requires.
 */
export function isLasting({ status, text }: EhrAnswered): boolean {
  return status === 500 && isFaultyRecord(readSaid(text).codes);
}

function problem(found: {
  readonly kind: EhrProblemKind;
  readonly said: EhrSaid;
  readonly status: number | null;
  readonly retryAfter: number | null;
}): EhrProblem {
  const { kind, said, status, retryAfter } = found;
  return { kind, ...wordsFor(kind, retryAfter), ...said, status, retryAfter };
}

const silences: { readonly [Reason in EhrUnreachable["reason"]]: EhrProblemKind } = {
  timeout: "timeout",
  refused: "unreachable",
  reset: "broken_off",
  aborted: "given_up",
  too_large: "too_large",
  over_budget: "over_budget",
  garbled: "unreadable",
  not_json: "unreadable",
  busy: "busy",
};

function kindOfSilence(answer: Exclude<EhrAnswer, EhrAnswered>): EhrProblemKind {
  switch (answer.kind) {
    case "unreachable":
      return silences[answer.reason];
    case "no_token":
      return "session_over";
    case "off_base":
      return "off_base";
  }
}

const statuses: Readonly<Record<number, EhrProblemKind>> = {
  401: "session_over",
  402: "denied",
  403: "denied",
  404: "not_found",
  405: "unsupported",
  406: "unsupported",
  407: "denied",
  408: "timeout",
  409: "conflict",
  410: "gone",
  412: "conflict",
  415: "unsupported",
  423: "conflict",
  424: "broken",
  428: "conflict",
  429: "busy",
  451: "denied",
  501: "unsupported",
  503: "busy",
};

/** Epic's numeric codes of Break-the-Glass; whatever the status, no repetition gets past them. */
const breakTheGlass = new Set(["4130", "4131", "4134"]);
/** RFC 6750, section 3.1, and FHIR R4 issue-type `login` and its kin, which some servers send with 400 or 403. */
const sessionOver = new Set(["invalid_token", "login", "expired_token"]);
/** Epic: the element that FHIR requires is not there to be sent; and FHIR R4 issue-type `invalid` with its children. */
const faulty = new Set(["4104", "invalid", "structure", "required", "value", "invariant"]);

function kindOfAnswer({ status }: EhrAnswered, codes: readonly string[], asked: Asked): EhrProblemKind {
  if (status >= 400 && codes.some((code) => breakTheGlass.has(code))) return "break_the_glass";
  if ((status === 400 || status === 403) && codes.some((code) => sessionOver.has(code)))
    return "session_over";
  if (status === 404 && asked === "type") return "unsupported";
  if (status === 500 && isFaultyRecord(codes)) return "faulty_record";
  return statuses[status] ?? kindOfClass(status);
}

function kindOfClass(status: number): EhrProblemKind {
  if (status < 300) return "unreadable";
  if (status < 400) return "redirected";
  return status < 500 ? "invalid" : "broken";
}

function isFaultyRecord(codes: readonly string[]): boolean {
  return codes.some((code) => faulty.has(code));
}
