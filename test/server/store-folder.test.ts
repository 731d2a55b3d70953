import type { ChildProcess } from "node:child_process";
import fs, { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { openStore, type Store } from "../../server/store/store.ts";
import { finished, runTypeScript } from "./run-typescript.ts";

const holder = path.join(import.meta.dirname, "store-holder.ts");
let folder: string;
let children: ChildProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "caremonth-store-"));
});
afterEach(async () => {
  await Promise.all(children.map(kill));
  children = [];
  rmSync(folder, { recursive: true });
});

const open = (): Promise<Store> => openStore({ kind: "folder", folder, onLost: () => undefined });

function startHolder(): ChildProcess {
  const child = runTypeScript([holder, folder]);
  children.push(child);
  return child;
}

/** Ends the process as a power cut would: nothing of it runs any more. */
function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((gone) => {
    child.once("exit", () => gone());
    child.kill("SIGKILL");
  });
}

/** The numbers of the rows the holder said were committed, once there are `many` of them. */
function committed(child: ChildProcess, many: number): Promise<number[]> {
  return new Promise((enough, ended) => {
    let text = "";
    child.stdout?.on("data", (chunk: Buffer) => {
      text += chunk.toString();
      const lines = text.split("\n").slice(0, -1);
      if (lines.length >= many) enough(lines.map(Number));
    });
    child.once("exit", (code) => ended(new Error(`The holder ended with ${code}.`)));
  });
}

describe("a store folder", { timeout: 60_000 }, () => {
  it("belongs to one process: a second is refused, is told which folder and what to do, and harms nothing", async () => {
    const store = await open();
    const second = await finished(startHolder());
    expect(second.code).toBe(2);
    expect(second.err).toContain("FolderInUse");
    expect(second.err).toContain(folder);
    expect(second.err).toContain("Stop the other process");
    expect(await store.db.selectFrom("launch").selectAll().execute()).toEqual([]);
    await store.close();
  });

  it("is free again once it is closed", async () => {
    await (await open()).close();
    await (await open()).close();
  });

  it("holds after kill -9 every row that was said to be committed", async () => {
    const child = startHolder();
    const numbers = await committed(child, 60);
    await kill(child);
    const store = await open();
    const rows = await store.db.selectFrom("pending_launch").select("state_hash").execute();
    const kept = new Set(rows.map((row) => row.state_hash));
    expect(numbers.filter((number) => !kept.has(String(number)))).toEqual([]);
    await store.close();
  });

  it("has every commit on disk before it is acknowledged", async () => {
    const store = await open();
    const settings = await sql<{ name: string; setting: string }>`
      select name, setting from pg_settings where name in ('fsync', 'wal_sync_method', 'synchronous_commit') order by name
    `.execute(store.db);
    expect(settings.rows).toEqual([
      { name: "fsync", setting: "on" },
      { name: "synchronous_commit", setting: "on" },
      { name: "wal_sync_method", setting: "fsync" },
    ]);
    const fsync = vi.spyOn(fs, "fsyncSync");
    const row = { state_hash: "a", browser_hash: "", pending: "", expires: new Date().toISOString() };
    await store.db.insertInto("pending_launch").values(row).execute();
    expect(fsync.mock.calls.length).toBeGreaterThan(0);
    fsync.mockRestore();
    await store.close();
  });
});
