import { isLasting } from "./ehr-problem.ts";
import type { Exchanged } from "./exchange.ts";

const retries = 3;
const firstPause = 250;
/** An EHR that wants to be left alone for longer, in ms, is not waited for: a person is. */
export const longestPause = 10_000;
const passing = new Set([429, 500, 502, 503, 504]);

/**
 * How long to wait, in ms, before a read is tried again after its `attempt`-th answer (from 0); null when it
 * is not tried again. Never sooner than the EHR asked for.
 */
export function pauseBefore(exchanged: Exchanged, attempt: number): number | null {
  if (attempt >= retries || !mayPass(exchanged)) return null;
  const backoff = firstPause * 2 ** attempt * (1 + Math.random());
  const pause = Math.max(exchanged.retryAfter ?? 0, backoff);
  return pause > longestPause ? null : pause;
}

function mayPass({ answer }: Exchanged): boolean {
  switch (answer.kind) {
    case "answered":
      return passing.has(answer.status) && !isLasting(answer);
    case "unreachable":
      return answer.reason === "timeout" || answer.reason === "refused" || answer.reason === "reset";
    default:
      return false;
  }
}
