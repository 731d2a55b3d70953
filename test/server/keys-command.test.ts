import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it, vi } from "vitest";
import { WrongUsage } from "../../server/cli/command.ts";
import { keys } from "../../server/cli/keys.ts";
import { KeyFile } from "../../server/keys/key-file.ts";

vi.spyOn(process.stderr, "write").mockReturnValue(true);
const folder = mkdtempSync(path.join(tmpdir(), "caremonth-keys-"));
afterAll(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

const at = (name: string) => path.join(folder, name);
const held = (file: string) => KeyFile.parse(JSON.parse(readFileSync(file, "utf8")));

describe("keys add", () => {
  it.each([
    ["RS384", []],
    ["ES384", ["--alg", "ES384"]],
  ])("puts a %s key behind all others and changes nothing else", async (alg, more) => {
    const file = at(`${alg}.json`);
    expect(await keys.run(["new", file, "--practice", "north"])).toBe(0);
    const before = held(file);
    expect(await keys.run(["add", file, ...more])).toBe(0);
    const { signing, ...rest } = held(file);
    const { signing: old, ...same } = before;
    expect(rest).toEqual(same);
    expect(signing.slice(0, -1)).toEqual(old);
    expect(signing.at(-1)?.alg).toBe(alg);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it.each([
    ["without a file", ["add"]],
    ["with a practice", ["add", at("RS384.json"), "--practice", "north"]],
    ["with another kind of key", ["add", at("RS384.json"), "--alg", "HS256"]],
    ["to a file that is not there", ["add", at("gone.json")]],
    ["to a file that is none", ["add", at("none.json")]],
  ])("is refused %s", async (_, args) => {
    writeFileSync(at("none.json"), "{}");
    await expect(async () => keys.run(args)).rejects.toThrow(WrongUsage);
  });
});
