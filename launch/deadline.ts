/** A period after which a piece of work is given up, and a signal of the caller's that may end it sooner. */
export interface Deadline {
  readonly ms: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Runs `work` with a signal that aborts when the deadline passes (reason: a `TimeoutError`) or the caller's
 * signal does. The timer is gone when this settles.
 */
export async function withDeadline<V>(
  { ms, signal }: Deadline,
  work: (signal: AbortSignal) => Promise<V>,
): Promise<V> {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(new DOMException("out of time", "TimeoutError")), ms);
  const stop = () => controller.abort(reasonOf(signal));
  signal?.addEventListener("abort", stop, { once: true });
  if (signal?.aborted) stop();
  try {
    return await work(controller.signal);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", stop);
  }
}

/** What `work` comes to, or undefined where the signal comes first; then nobody waits for it any more. */
export async function inTime<V>(work: Promise<V>, signal: AbortSignal): Promise<V | undefined> {
  return new Promise((resolve, reject) => {
    const stop = () => resolve(undefined);
    signal.addEventListener("abort", stop, { once: true });
    if (signal.aborted) stop();
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
}

/** Whatever the caller aborted with, `networkFailure` can name it. */
function reasonOf(signal: AbortSignal | undefined): DOMException {
  const reason: unknown = signal?.reason;
  const timedOut = reason instanceof DOMException && reason.name === "TimeoutError";
  return timedOut ? reason : new DOMException("ended by the caller", "AbortError");
}
