import type { ChildProcess } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { KeyFile } from "../../server/keys/key-file.ts";
import { type Finished, finished, runTypeScript } from "./run-typescript.ts";
import { addressOf } from "./started-process.ts";
import { connection, origin, practice } from "./test-server.ts";

const server = path.resolve(import.meta.dirname, "../../server");
let folder: string;
let environment: NodeJS.ProcessEnv;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "caremonth-process-"));
  mkdirSync(path.join(folder, "dist", "app", "assets"), { recursive: true });
  writeFileSync(path.join(folder, "dist", "app", "index.html"), "<!doctype html><head></head>");
  const config = { origin, practices: [practice], connections: [connection] };
  writeFileSync(path.join(folder, "config.json"), JSON.stringify(config));
  environment = {
    PATH: process.env["PATH"],
    CAREMONTH_CONFIG: "config.json",
    CAREMONTH_KEYS: "keys.json",
    PORT: "0",
  };
});
afterAll(() => rmSync(folder, { recursive: true }));

const start = (file: string, args: readonly string[], env: NodeJS.ProcessEnv = environment): ChildProcess =>
  runTypeScript([path.join(server, file), ...args], { cwd: folder, env });
const caremonth = (...args: string[]): Promise<Finished> => finished(start("cli/main.ts", args));

describe("the caremonth program", { timeout: 60_000 }, () => {
  it.each([
    ["nothing", []],
    ["an unknown command", ["billing"]],
    ["a word every object knows", ["constructor"]],
    ["keys without a file", ["keys", "new"]],
    ["keys without a practice", ["keys", "new", "x.json"]],
    ["keys with an unknown option", ["keys", "new", "x.json", "--practice", "a", "--force"]],
    ["audit without verify", ["audit"]],
    ["audit with a head that is none", ["audit", "verify", "--pilot", "data", "--head", "x"]],
  ])("given %s says how it is used, and ends with 2", async (_, args) => {
    const { code, out, err } = await caremonth(...args);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain("Usage:");
  });

  it("makes a key file that only its owner can read, and never writes over one", async () => {
    const first = await caremonth("keys", "new", "keys.json", "--practice", practice.id);
    expect(first.code).toBe(0);
    const text = readFileSync(path.join(folder, "keys.json"), "utf8");
    expect(KeyFile.safeParse(JSON.parse(text)).success).toBe(true);
    expect(statSync(path.join(folder, "keys.json")).mode & 0o777).toBe(0o600);
    const second = await caremonth("keys", "new", "keys.json", "--practice", practice.id);
    expect(second.code).toBe(2);
    expect(readFileSync(path.join(folder, "keys.json"), "utf8")).toBe(text);
    expect(first.out + first.err + second.err).not.toContain(KeyFile.parse(JSON.parse(text)).audit);
  });
});

describe("the server's process", { timeout: 60_000 }, () => {
  it("starts as a pilot, answers, says that it is a pilot, and ends with 0 when told to stop", async () => {
    const child = start("main.ts", ["--pilot", "data"]);
    const ended = finished(child);
    const address = await addressOf(child);
    expect((await fetch(`${address}/healthz`)).status).toBe(200);
    child.kill("SIGTERM");
    const { code, err } = await ended;
    expect(code).toBe(0);
    expect(err).toContain("Pilot");
  });

  it("leaves an audit chain that the program verifies, also against its own head", async () => {
    const verified = await caremonth("audit", "verify", "--pilot", "data");
    expect(verified.code).toBe(0);
    const { keep } = JSON.parse(verified.out);
    expect((await caremonth("audit", "verify", "--pilot", "data", "--head", keep)).code).toBe(0);
    const nowhere = await caremonth("audit", "verify", "--pilot", "mistyped");
    expect(nowhere).toMatchObject({ code: 2, out: "" });
    expect(nowhere.err).toContain("mistyped holds no store of CareMonth");
    expect(existsSync(path.join(folder, "mistyped"))).toBe(false);
    const other = await caremonth("audit", "verify", "--pilot", "data", "--head", "7:abc");
    expect(other.code).toBe(1);
    expect(JSON.parse(other.out)).toMatchObject({ whole: false, finding: "tail_differs_from_kept_head" });
  });

  it("does not start without a place for its data, and says what to do", async () => {
    const { code, err } = await finished(start("main.ts", []));
    expect(code).toBe(1);
    expect(err).toContain("DATABASE_URL is not set");
    expect(err).not.toContain("at ");
  });

  it("does not start on a key file that is none, and quotes nothing of it", async () => {
    writeFileSync(path.join(folder, "broken.json"), JSON.stringify({ audit: "canary-7f3a" }));
    const broken = { ...environment, CAREMONTH_KEYS: "broken.json" };
    const { code, err } = await finished(start("main.ts", ["--pilot", "data"], broken));
    expect(code).toBe(1);
    expect(err).toContain("CAREMONTH_KEYS broken.json at /audit");
    expect(err).not.toContain("canary-7f3a");
  });
});
