import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerCase } from "../../server/cli/answer-case.ts";
import { type InputRecord, readRecords } from "../../server/cli/read-records.ts";
import { Readiness } from "../../server/contract/index.ts";
import { type Finished, finished, runTypeScript } from "./run-typescript.ts";

const program = path.resolve(import.meta.dirname, "../../server/cli/main.ts");
const good = { id: "a", month: "2026-03", facts: {} };
const wrongMonth = { id: "b", month: "2026-13", facts: {} };
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "caremonth-evaluate-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function evaluate(args: readonly string[], input = ""): Promise<Finished> {
  const child = runTypeScript([program, "evaluate", ...args], { cwd: folder });
  child.stdin?.end(input);
  return finished(child);
}

function written(name: string, value: unknown): string {
  writeFileSync(path.join(folder, name), JSON.stringify(value));
  return name;
}

async function* inPieces(text: string, size: number) {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
}

async function recordsOf(text: string, size: number) {
  const read: InputRecord[] = [];
  for await (const record of readRecords(inPieces(text, size))) read.push(record);
  return read;
}

const lines = (out: string): unknown[] =>
  out
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));

describe("evaluate", { timeout: 60_000 }, () => {
  it("answers every case of a file, each with its id, and ends with 0", async () => {
    const { code, out, err } = await evaluate([
      written("cases.json", { cases: [good, { ...good, id: "c" }] }),
    ]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(lines(out)).toMatchObject([{ id: "a", eligible: null }, { id: "c" }]);
  });

  it("answers what is piped in, refuses what it must with code, message and path, and ends with 1", async () => {
    const input = `${JSON.stringify(good)}\n{"id":\n\n${JSON.stringify(wrongMonth)}\n`;
    const { code, out } = await evaluate(["-"], input);
    expect(code).toBe(1);
    expect(lines(out)).toMatchObject([
      { id: "a" },
      { id: null, error: { code: "not_json", path: "" } },
      {
        id: "b",
        error: { code: "invalid_case", path: "/month", message: expect.stringContaining("YYYY-MM") },
      },
    ]);
  });

  it("applies the rules a policy names", async () => {
    const policy = written("policy.json", { rule_set: "0.0.1" });
    const { code, out } = await evaluate(["--policy", policy], JSON.stringify(good));
    expect(code).toBe(0);
    expect(lines(out)).toMatchObject([{ rule_set: { in_force: null } }]);
  });

  it("applies a policy with an empty list of payer edits", async () => {
    const policy = written("edits.json", { rule_set: "1.0.0", payer_edits: [] });
    const { code, out } = await evaluate(["--policy", policy], JSON.stringify(good));
    expect(code).toBe(0);
    expect(lines(out)).toMatchObject([{ rule_set: { version: "1.0.0" } }]);
  });

  it.each([
    ["a file that is not there", ["nowhere.json"]],
    ["two files", ["a.json", "b.json"]],
    ["an unknown option", ["--fast"]],
    ["a policy that is none", ["--policy", "wrong.json"]],
    ["a policy with edits it cannot apply", ["--policy", "edits.json"]],
  ])("given %s says how it is used, and ends with 2", async (_, args) => {
    written("wrong.json", { rules: "new" });
    written("edits.json", { rule_set: "1.0.0", payer_edits: [{ code: "99490" }] });
    const { code, out, err } = await evaluate(args);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain("Usage:");
  });
});

describe("the input", () => {
  it.each([
    ["a document of cases", JSON.stringify({ cases: [1, 2] }, null, 2), [1, 2]],
    ["a single record", JSON.stringify(good, null, 2), [good]],
    ["lines", "1\n2\n", [1, 2]],
    ["lines of Windows with a byte order mark", "\uFEFF1\r\n\r\n2\r\n", [1, 2]],
    ["nothing", "\n", []],
    ["no cases", '{"cases":[]}', []],
    [
      "a document that names its cases last",
      '{"rates":{"cases":[9]},"cases":[1,"]",{"a":[2]}],"x":[3]}',
      [1, "]", { a: [2] }],
    ],
    [
      "a document whose cases are quoted oddly",
      '{"cases":[{"a\\"]":"\\\\"}, [1,[2]]]}',
      [{ 'a"]': "\\" }, [1, [2]]],
    ],
  ])("may be %s, in pieces of any size", async (_, text, values) => {
    for (const size of [1, 2, 7, 1000]) {
      expect(await recordsOf(text, size)).toEqual(values.map((value) => ({ value })));
    }
  });

  it.each([
    ["a wrong case among others", '{"cases":[{"a":1},{"b":},3]}', [{ a: 1 }, "Case 2 is not JSON.", 3]],
    ["a document that breaks off", '{"cases":[1,2', [1, "The document breaks off before its end."]],
    [
      "a document with something after it",
      '{"cases":[1]}\n{"cases":[2]}',
      [1, "Something follows the end of the document."],
    ],
    ["a first line that breaks off", '{"id":\n\n{"id":"b"}\n7', ["Line 1 is not JSON.", { id: "b" }, 7]],
    ["lines of words", "hello\n2\n", ["Line 1 is not JSON.", 2]],
    ["half a record", '{"id":', ["Line 1 is not JSON."]],
    ["half a record over lines", '{\n"id":', ["The document is not JSON."]],
  ])("that is %s loses nothing that can be read", async (_, text, expected) => {
    for (const size of [1, 3, 1000]) {
      const read = await recordsOf(text, size);
      expect(read.map((one) => ("value" in one ? one.value : one.unreadable))).toEqual(expected);
    }
  });

  it.each([
    ["line", (long: string) => `${long}\n2\n`, "Line 1 is too long to be a record."],
    ["case", (long: string) => `{"cases":[${long},2]}`, "Case 1 is too long to be a record."],
  ])("may hold a %s that is too long, and goes on after it", async (_, around, unreadable) => {
    const read = await recordsOf(around(`"${"x".repeat(17 * 1024 * 1024)}"`), 1024 * 1024);
    expect(read).toEqual([{ unreadable }, { value: 2 }]);
  });
});

describe("an answer", () => {
  it("is the readiness of the contract and the case's id", () => {
    const { id, ...readiness } = { ...answerCase({ value: good }, undefined) };
    expect(id).toBe("a");
    expect(Readiness.safeParse(readiness).error).toBeUndefined();
  });

  it.each([
    ["without an id", { ...good, id: undefined }, { id: null }],
    ["that is no record", 7, { id: null, error: { code: "invalid_case", path: "" } }],
    ["whose id is a number", { ...good, id: 7 }, { id: null, error: { path: "/id" } }],
    ["without facts", { id: "x", month: "2026-03" }, { id: "x", error: { path: "/facts" } }],
    [
      "wrong deep inside",
      { ...good, facts: { conditions: [{ icd10: 7 }] } },
      { error: { path: "/facts/conditions/0/icd10" } },
    ],
    [
      "wrong under a name with a slash",
      { ...good, facts: { attested: { "/risk": 1 } } },
      { error: { path: "/facts/attested/~1risk" } },
    ],
  ])("to a record %s says so", (_, value, expected) => {
    expect(answerCase({ value }, undefined)).toMatchObject(expected);
  });

  it("names everything that is wrong at once", () => {
    const answer = answerCase({ value: { month: "x", facts: { conditions: 1 } } }, undefined);
    expect("error" in answer && answer.error.message).toMatch(/\/month: .*; \/facts\/conditions: /);
  });
});
