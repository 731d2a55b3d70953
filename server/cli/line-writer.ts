import { once } from "node:events";
import type { Writable } from "node:stream";

/** Writes values as NDJSON, no faster than they are read. */
export interface LineWriter {
  /** False once nobody reads any more; further lines are then for nobody. */
  write(value: unknown): Promise<boolean>;
}

/** A reader who has seen enough (`| head`) closes the pipe: that is no fault and says nothing on stderr. */
export function lineWriter(stream: Writable): LineWriter {
  let isClosed = false;
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    isClosed = true;
  });
  return {
    async write(value) {
      if (isClosed || stream.destroyed) return false;
      if (!stream.write(`${JSON.stringify(value)}\n`)) await drained(stream);
      return !isClosed;
    },
  };
}

async function drained(stream: Writable): Promise<void> {
  const settled = new AbortController();
  const events = ["drain", "error", "close"].map((event) => once(stream, event, { signal: settled.signal }));
  await Promise.race(events).catch(() => undefined);
  settled.abort();
  await Promise.allSettled(events);
}
