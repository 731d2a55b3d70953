import { setTimeout as pause } from "node:timers/promises";
import type { ByteBudget } from "./capped-text.ts";
import { withDeadline } from "./deadline.ts";
import { type Exchanged, exchange } from "./exchange.ts";
import { resolveWithin } from "./fhir-base.ts";
import { limiter } from "./limiter.ts";
import { pauseBefore } from "./retry.ts";

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
}

export interface EhrUnreachable {
  readonly kind: "unreachable";
  /** True when the EHR may have processed the request although no usable answer came. */
  readonly sent: boolean;
  readonly reason: "timeout" | "refused" | "reset" | "aborted" | "too_large" | "over_budget" | "garbled";
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
  /** The launch's access token, or null when it has none any more. */
  readonly accessToken: () => Promise<string | null>;
  /** For one request, in ms; a read with its repetitions may take three times as long. */
  readonly deadlineMs?: number;
  readonly sleep?: (ms: number, signal: AbortSignal) => Promise<void>;
  /** What all reads of this client may take together, in bytes; the one that goes beyond it ends `over_budget`. */
  readonly readBytes?: number;
  /** Ends everything under way, such as when the screen's own deadline passes. */
  readonly signal?: AbortSignal;
}

const requestDeadline = 10_000;
const atOnce = 6;
const mostBytes = 64 * 1024 * 1024;

/** A client for one launch. Reads are repeated a few times when the EHR is busy or gone, writes never. */
export function ehrClient(options: EhrClientOptions): EhrClient {
  const { base, accessToken, deadlineMs: ms = requestDeadline, sleep = rest, signal } = options;
  const inTurn = limiter(atOnce);
  const budget: ByteBudget = { left: options.readBytes ?? mostBytes };

  async function send(request: Sending): Promise<Exchanged | NoToken> {
    const token = await accessToken();
    if (token === null) return { answer: { kind: "no_token" } };
    const headers = new Headers({ ...request.headers, authorization: `Bearer ${token}` });
    const { url, method, body, signal, budget } = request;
    const sent = { method, headers, ...(body === undefined ? {} : { body }) };
    return inTurn(() => exchange({ url, request: sent, deadline: { ms, signal }, budget }));
  }

  async function sendUntilAnswered(request: Sending & { signal: AbortSignal }): Promise<EhrAnswer> {
    for (let attempt = 0; ; attempt += 1) {
      const result = await send(request);
      const wait = "retryAfter" in result ? pauseBefore(result, attempt) : null;
      if (wait === null || request.signal.aborted) return result.answer;
      await sleep(wait, request.signal);
    }
  }

  return {
    base,
    async read(pathOrUrl) {
      const url = resolveWithin(base, pathOrUrl);
      if (!url) return { kind: "off_base" };
      const request = { url, method: "GET", headers: { accept: fhirJson }, budget };
      return withDeadline({ ms: 3 * ms, signal }, (whole) =>
        sendUntilAnswered({ ...request, signal: whole }),
      );
    },
    async write({ method, path, body, ...how }) {
      const url = resolveWithin(base, path);
      if (!url) return { kind: "off_base" };
      return (await send({ url, method, body, headers: writeHeaders(how), signal })).answer;
    },
  };
}

interface NoToken {
  readonly answer: { readonly kind: "no_token" };
}

interface Sending {
  readonly url: URL;
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body?: string;
  readonly signal?: AbortSignal | undefined;
  readonly budget?: ByteBudget;
}

const fhirJson = "application/fhir+json";

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

async function rest(ms: number, signal: AbortSignal): Promise<void> {
  // An abort ends the rest early; the loop then sees the signal and stops.
  await pause(ms, undefined, { signal }).catch(() => undefined);
}
