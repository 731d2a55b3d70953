import { setMaxListeners } from "node:events";

/**
 * Fires when one reading has taken `ms`, or when nobody waits for it any more.
 *
 * Not `AbortSignal.any` over `AbortSignal.timeout`: Node 20 collects the timeout with the garbage and never fires, so
 * that a screen would wait for an EHR that hangs for as long as the EHR does.
 */
export function readingSignal(ms: number, waitedFor: AbortSignal | null): AbortSignal {
  const reading = new AbortController();
  // Every read of a chart listens; Node warns of a leak from the eleventh on.
  setMaxListeners(0, reading.signal);
  const timer = setTimeout(() => reading.abort(new DOMException("out of time", "TimeoutError")), ms);
  timer.unref();
  const leave = () => {
    clearTimeout(timer);
    reading.abort(waitedFor?.reason);
  };
  if (waitedFor?.aborted) leave();
  waitedFor?.addEventListener("abort", leave, { once: true });
  return reading.signal;
}
