import { mkdirSync, writeFileSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { generateKeys } from "../../server/keys/key-file.ts";
import { demoPractice } from "../demo/practice.ts";
import { type Demo, type DemoOptions, startDemo } from "../demo/start-demo.ts";
import { freshStore } from "./fresh-store.ts";

/** A working day in the middle of the shown month, so that its entries lie behind it. */
export const workingDay = new Date("2026-10-26T18:13:02Z");

/** Making an RSA key takes longer than most tests. */
const keys = generateKeys([demoPractice.id]);

/** The demo without its screens: server tests need only a page to hang the launch on. */
export async function startHeadlessDemo(options: Partial<DemoOptions> = {}): Promise<Demo> {
  const appDir = await mkdtemp(path.join(tmpdir(), "caremonth-app-"));
  mkdirSync(path.join(appDir, "assets"));
  writeFileSync(path.join(appDir, "index.html"), "<!doctype html><html><head></head><body></body></html>");
  return startDemo({ appDir, now: () => workingDay, store: freshStore, keys, ...options });
}
