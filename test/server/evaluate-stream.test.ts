import { createWriteStream, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable, Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { lineWriter } from "../../server/cli/line-writer.ts";
import { finished, runTypeScript } from "./run-typescript.ts";

const program = path.resolve(import.meta.dirname, "../../server/cli/main.ts");
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "caremonth-stream-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Some kilobytes a record, as months with many entries have. */
const padding = "x".repeat(24 * 1024);
const record = (index: number) =>
  JSON.stringify({ id: `r${index}`, month: "2026-03", facts: { note: padding } });

function* asLines(count: number) {
  for (let index = 0; index < count; index += 1) yield `${record(index)}\n`;
}

function* asDocument(count: number) {
  yield '{"about":"a document","cases":[';
  for (let index = 0; index < count; index += 1) yield `${index === 0 ? "" : ","}${record(index)}`;
  yield "]}\n";
}

/** Megabytes a run may keep: less than the text it is given. */
const memory = 96;

/** How many lines a run answered that may not keep what it has read. */
async function run(text: Iterable<string>): Promise<{ answered: number; code: number | null }> {
  const input = path.join(folder, "input");
  await pipeline(Readable.from(text), createWriteStream(input));
  expect(statSync(input).size).toBeGreaterThan(1.2 * memory * 1024 * 1024);
  const child = runTypeScript([`--max-old-space-size=${memory}`, program, "evaluate", input]);
  let answered = 0;
  child.stdout?.on("data", (chunk: Buffer) => {
    for (const byte of chunk) answered += byte === 0x0a ? 1 : 0;
  });
  const code = await new Promise<number | null>((ended) => child.once("close", ended));
  return { answered, code };
}

describe("evaluate over more records than its memory holds", { timeout: 600_000 }, () => {
  it.each([
    ["lines", asLines],
    ["a document", asDocument],
  ])("answers all of them in %s", async (_, form) => {
    expect(await run(form(5_000))).toEqual({ answered: 5_000, code: 0 });
  });
});

describe("the answers", { timeout: 120_000 }, () => {
  it("stop without a word once nobody reads them", async () => {
    const child = runTypeScript([program, "evaluate"]);
    child.stdin?.on("error", () => undefined);
    Readable.from(asLines(5_000)).pipe(child.stdin ?? new Writable());
    child.stdout?.once("data", () => child.stdout?.destroy());
    const { err, code } = await finished(child);
    expect({ err, code }).toEqual({ err: "", code: 1 });
  });

  it("wait for a slow reader: never more than one is on its way", async () => {
    let pending = 0;
    let most = 0;
    const slow = new Writable({
      highWaterMark: 1,
      write(_chunk, _encoding, done) {
        pending += 1;
        most = Math.max(most, pending);
        setImmediate(() => {
          pending -= 1;
          done();
        });
      },
    });
    const writer = lineWriter(slow);
    for (let index = 0; index < 200; index += 1) {
      expect(await writer.write({ index })).toBe(true);
      expect(slow.writableLength).toBe(0);
    }
    expect(most).toBe(1);
  });

  it("come while the input is still open", async () => {
    const child = runTypeScript([program, "evaluate", "-"]);
    const first = new Promise<string>((said) =>
      child.stdout?.once("data", (chunk: Buffer) => said(chunk.toString())),
    );
    child.stdin?.write(`${record(1)}\n${record(2)}\n`);
    expect((await first).startsWith('{"id":"r1"')).toBe(true);
    child.stdin?.end();
    expect((await finished(child)).code).toBe(0);
  });
});
