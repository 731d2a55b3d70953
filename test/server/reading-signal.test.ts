import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { readingSignal } from "../../server/launches/reading-signal.ts";

setFlagsFromString("--expose-gc");
const collectGarbage: () => void = runInNewContext("gc");

/** Whatever nobody holds is gone, as on a busy server sooner or later. */
async function afterGarbage(): Promise<void> {
  await pause(20);
  collectGarbage();
}

describe("the end of a reading", () => {
  it("comes when its time is up, however much garbage is collected meanwhile", async () => {
    const { signal: waitedFor } = new AbortController();
    const signal = readingSignal(100, waitedFor);
    await afterGarbage();
    await once(signal, "abort");
    expect(signal.reason).toMatchObject({ name: "TimeoutError" });
  });

  it("comes when nobody waits for it any more", async () => {
    const waiting = new AbortController();
    const signal = readingSignal(60_000, waiting.signal);
    await afterGarbage();
    expect(signal.aborted).toBe(false);
    waiting.abort();
    expect(signal.aborted).toBe(true);
  });

  it("has come where nobody waited to begin with", () => {
    expect(readingSignal(60_000, AbortSignal.abort()).aborted).toBe(true);
  });
});
