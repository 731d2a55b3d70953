import type { Exchanged } from "./exchange.ts";

const retries = 3;
const firstPause = 250;
/** An EHR that wants to be left alone for longer is not waited for: a person is. */
const longestPause = 10_000;
const passing = new Set([429, 502, 503, 504]);

/**
 * How long to wait, in ms, before a read is tried again after its `attempt`-th answer (from 0); null when it
 * is not tried again. Never sooner than the EHR asked for.
 */
export function pauseBefore({ answer, retryAfter }: Exchanged, attempt: number): number | null {
  if (attempt >= retries) return null;
  const mayPass =
    answer.kind === "answered"
      ? passing.has(answer.status)
      : answer.reason === "timeout" || answer.reason === "refused" || answer.reason === "reset";
  if (!mayPass) return null;
  const backoff = firstPause * 2 ** attempt * (1 + Math.random());
  const pause = Math.max(retryAfter ?? 0, backoff);
  return pause > longestPause ? null : pause;
}

/**
 * Reads Retry-After in both its forms, in ms. A date is measured against the answer's own Date, so that
 * neither clock matters; without one it is not known how long, which counts as too long.
 */
export function retryAfter(headers: Headers): number | null {
  const value = headers.get("retry-after");
  if (value === null) return null;
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const wait = Date.parse(value) - Date.parse(headers.get("date") ?? "");
  return Number.isNaN(wait) ? Number.POSITIVE_INFINITY : Math.max(wait, 0);
}
