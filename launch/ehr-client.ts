import { setTimeout as pause } from "node:timers/promises";
import type { AccessTokens } from "./access-tokens.ts";
import type { ByteBudget } from "./capped-text.ts";
import { inTime, withDeadline } from "./deadline.ts";
import { endedUnsent } from "./exchange.ts";
import { resolveWithin } from "./fhir-base.ts";
import { ehrHosts, type HostTurns } from "./host-turns.ts";
import { repeatedRead } from "./repeated-read.ts";
import { sendInTurn } from "./send-in-turn.ts";

/** How a request to the EHR ended. The EHR's text is for the user's screen only, never for a log. */
export type EhrAnswer =
  | EhrAnswered
  | EhrUnreachable
  | { readonly kind: "no_token" }
  | { readonly kind: "off_base" };

export interface EhrAnswered {
  readonly kind: "answered";
  readonly status: number;
  readonly text: string;
  readonly etag: string | null;
  readonly location: string | null;
  readonly contentType: string | null;
  /** How long the EHR asked to be left alone, in ms, where it said so readably. */
  readonly retryAfter?: number;
}

export interface EhrUnreachable {
  readonly kind: "unreachable";
  /** True when the EHR may have processed the request although no usable answer came. */
  readonly sent: boolean;
  readonly reason:
    | "timeout"
    | "refused"
    | "reset"
    | "aborted"
    | "too_large"
    | "over_budget"
    | "garbled"
    /** A read's success that is no JSON. */
    | "not_json"
    /** The EHR lately asked to be left alone for longer than anybody waits; nothing was sent. */
    | "busy";
  /** With `busy`: for how long still, in ms. */
  readonly retryAfter?: number;
}

export interface EhrWrite {
  readonly method: "POST" | "PUT" | "PATCH";
  readonly path: string;
  readonly body: string;
  readonly contentType: "application/fhir+json" | "application/json-patch+json";
  /** An entity tag as the EHR wrote it, `W/"3"`. */
  readonly ifMatch?: string;
  /** A search, `identifier=system|value`, already encoded. */
  readonly ifNoneExist?: string;
}

/** The one way to the host EHR: every request stays under the launch's FHIR base, `off_base` otherwise. */
export interface EhrClient {
  readonly base: string;
  /** GET of a path under the base or of an absolute URL the EHR itself gave. */
  read(pathOrUrl: string): Promise<EhrAnswer>;
  /** Sent once and never again from here: whether to repeat a write is decided after a look-up. */
  write(request: EhrWrite): Promise<EhrAnswer>;
}

export interface EhrClientOptions {
  /** The FHIR base URL of the launch. */
  readonly base: string;
  readonly tokens: AccessTokens;
  /** This launch's way into the queue of its host; without one the client shares the host with nobody. */
  readonly host?: HostTurns;
  /**
   * For one request, in ms. A read may take three times as long, with its repetitions and its waiting in the queue;
   * a write waits in the queue as long as this at most, and then has it whole.
   */
  readonly deadlineMs?: number;
  readonly sleep?: (ms: number, signal: AbortSignal) => Promise<void>;
  /** What all reads of this client may take together, in bytes; the one that goes beyond it ends `over_budget`. */
  readonly readBytes?: number;
  /** Ends everything under way, such as when the screen's own deadline passes. */
  readonly signal?: AbortSignal;
}

const requestDeadline = 10_000;
const mostBytes = 64 * 1024 * 1024;
const fhirJson = "application/fhir+json";

/** A client for one launch. Reads are repeated a few times when the EHR is busy or gone, writes never. */
export function ehrClient(options: EhrClientOptions): EhrClient {
  const { base, tokens, deadlineMs: ms = requestDeadline, sleep = rest, signal } = options;
  const host = options.host ?? ehrHosts((pause) => sleep(pause, neverAborted)).turns(base, "");
  const budget: ByteBudget = { left: options.readBytes ?? mostBytes };

  return {
    base,
    async read(pathOrUrl) {
      const url = resolveWithin(base, pathOrUrl);
      if (!url) return { kind: "off_base" };
      return withDeadline({ ms: 3 * ms, signal }, async (whole) => {
        const request = { url, method: "GET", headers: { accept: fhirJson } };
        const deadline = { ms, signal: whole };
        const send = (token: string) =>
          sendInTurn({ what: "read", request, token, host, waiting: whole, deadline, budget });
        return jsonOnly(await repeatedRead({ tokens, send, sleep, signal: whole }));
      });
    },
    async write({ method, path, body, ...how }) {
      const url = resolveWithin(base, path);
      if (!url) return { kind: "off_base" };
      // Only the wait is cut short with this signal: a write that is under way has a deadline of its own.
      return withDeadline({ ms, signal }, async (waiting) => {
        const token = await inTime(tokens.current(), waiting);
        if (token === undefined) return endedUnsent(waiting).answer;
        if (token === null) return { kind: "no_token" };
        const request = { url, method, body, headers: writeHeaders(how) };
        const deadline = { ms, signal };
        return (await sendInTurn({ what: "write", request, token, host, waiting, deadline })).answer;
      });
    },
  };
}

function writeHeaders(
  how: Pick<EhrWrite, "contentType" | "ifMatch" | "ifNoneExist">,
): Record<string, string> {
  return {
    accept: fhirJson,
    "content-type": how.contentType,
    ...(how.ifMatch === undefined ? {} : { "if-match": how.ifMatch }),
    ...(how.ifNoneExist === undefined ? {} : { "if-none-exist": how.ifNoneExist }),
  };
}

/** The media types of FHIR's JSON, of today and of DSTU2, and of plain JSON. */
const json =
  /^\s*(?:application\/fhir\+json|application\/json\+fhir|application\/json|text\/json)\s*(?:;|$)/i;

/** A success that is no JSON, such as the page of a sign-in in between, is no answer to a read. */
function jsonOnly(answer: EhrAnswer): EhrAnswer {
  if (answer.kind !== "answered" || answer.status !== 200) return answer;
  const isJson = answer.contentType === null || json.test(answer.contentType);
  return isJson ? answer : { kind: "unreachable", sent: true, reason: "not_json" };
}

const neverAborted = new AbortController().signal;

async function rest(ms: number, signal: AbortSignal): Promise<void> {
  // An abort ends the rest early; the loop then sees the signal and stops.
  await pause(ms, undefined, { signal }).catch(() => undefined);
}
