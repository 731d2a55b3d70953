import * as z from "zod";

/** How a fetch ended without an answer; `sent`: the other side may have processed the request. */
export interface NetworkFailure {
  readonly reason: "timeout" | "aborted" | "refused" | "reset";
  readonly sent: boolean;
}

const Cause = z.object({ cause: z.object({ code: z.string() }) });

/** Codes of Node and undici that arise before the first byte of a request leaves. */
const neverSent =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|CERT_.*|ERR_TLS_.*|.*_CERT_.*|.*_CERT|UNABLE_TO_.*)$/;

/** Reads what `fetch` threw; null when it is no failure of the network but a defect. */
export function networkFailure(error: unknown): NetworkFailure | null {
  if (!(error instanceof Error)) return null;
  if (error.name === "TimeoutError") return { reason: "timeout", sent: true };
  if (error.name === "AbortError") return { reason: "aborted", sent: true };
  const cause = Cause.safeParse(error);
  if (cause.success && neverSent.test(cause.data.cause.code)) return { reason: "refused", sent: false };
  // undici says "fetch failed" before the headers and "terminated" when a body breaks off.
  const broken = cause.success || error.message === "fetch failed" || error.message === "terminated";
  return error instanceof TypeError && broken ? { reason: "reset", sent: true } : null;
}
