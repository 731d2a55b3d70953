import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Store } from "../../server/store/store.ts";
import { chartDigest } from "../demo/chart-digest.ts";
import { freePort, startDemo } from "../demo/start-demo.ts";
import { workingDay } from "./demo-app.ts";
import { freshStore } from "./fresh-store.ts";

let store: Store;
let appDir: string;
beforeAll(async () => {
  store = await freshStore();
  appDir = await mkdtemp(path.join(tmpdir(), "caremonth-app-"));
  await mkdir(path.join(appDir, "assets"));
  await writeFile(path.join(appDir, "index.html"), "<!doctype html><html><head></head><body></body></html>");
});
afterAll(async () => {
  await store.close();
  await rm(appDir, { recursive: true });
});

/** Records are named after the address of the EHR they stand in, so that it has to be the same one. */
async function startedAt(ehrPort: number, now: Date): Promise<string> {
  const shared = () => Promise.resolve({ db: store.db, close: () => Promise.resolve() });
  const running = await startDemo({ appDir, store: shared, panel: true, ehrPort, now: () => now });
  const digest = chartDigest(running.sandbox);
  await running.close();
  return digest;
}

const program = new URL("../demo/print-digest.ts", import.meta.url).pathname;

async function printedUnder(port: number, env: Record<string, string>): Promise<string> {
  const args = ["--import", "tsx", program, String(port), workingDay.toISOString()];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env: { ...process.env, ...env } });
  return stdout.trim();
}

describe("the charts of the demo", () => {
  it("are the same bytes at every start with the same clock, and others with another clock", async () => {
    const port = await freePort();
    const first = await startedAt(port, workingDay);
    expect(first).toMatch(/Patient 200, .*CarePlan [1-9]\d+, Task [1-9]\d\d+: [0-9a-f]{64}$/);
    expect(await startedAt(port, workingDay)).toBe(first);
    expect(await startedAt(port, new Date("2026-10-27T18:13:02Z"))).not.toBe(first);
  });

  it("are the same bytes in other time zones and languages", { timeout: 60_000 }, async () => {
    const port = await freePort();
    const here = await printedUnder(port, {});
    expect(here).toMatch(/Patient 200, .*: [0-9a-f]{64}$/);
    const elsewhere = { TZ: "Pacific/Kiritimati", LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8" };
    expect(await printedUnder(port, elsewhere)).toBe(here);
  });
});
