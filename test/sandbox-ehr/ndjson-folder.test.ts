import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type ReadFile, readNdjsonFolder } from "./patients/ndjson-folder.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "ndjson-"));
});
afterEach(() => rm(folder, { recursive: true }));

const patient = '{"resourceType":"Patient","id":"a","multipleBirthInteger":1.0}';
const condition = '{"resourceType":"Condition","id":"c1","subject":{"reference":"Patient/elsewhere"}}';

async function read(files: Readonly<Record<string, string | Buffer>>) {
  for (const [name, content] of Object.entries(files)) await writeFile(path.join(folder, name), content);
  const reports: ReadFile[] = [];
  const resources = await readNdjsonFolder(folder, (one) => reports.push(one));
  return { resources, reports };
}

describe("a folder of NDJSON", () => {
  it("gives every line as it is written, plain and gzipped, and leaves other files alone", async () => {
    const { resources, reports } = await read({
      "b.ndjson.gz": gzipSync(`${condition}\n`),
      "a.ndjson": `${patient}\r\n\r\n`,
      "notes.txt": "not for us",
    });
    expect(resources).toEqual([patient, condition]);
    expect(reports).toEqual([
      { file: "a.ndjson", resources: 1, skipped: [] },
      { file: "b.ndjson.gz", resources: 1, skipped: [] },
    ]);
  });

  it.each([
    ["{", "It is not a JSON object."],
    ["[1]", "It is not a JSON object."],
    ['{"id":"a"}', "It has no resourceType."],
    ['{"resourceType":"Patient"}', "It has no id that FHIR allows."],
    ['{"resourceType":"Patient","id":"../a"}', "It has no id that FHIR allows."],
    ['{"resourceType":"Condition","id":"c"}', "A Condition without a subject belongs in no chart."],
  ])("skips %s and says where and why", async (line, why) => {
    const { resources, reports } = await read({ "a.ndjson": `${patient}\n${line}\n${condition}\n` });
    expect(resources).toEqual([patient, condition]);
    expect(reports).toEqual([{ file: "a.ndjson", resources: 2, skipped: [{ line: 2, why }] }]);
  });

  it("keeps what is no patient's: a practitioner needs no subject", async () => {
    const line = '{"resourceType":"Practitioner","id":"x"}';
    expect((await read({ "a.ndjson": line })).resources).toEqual([line]);
  });

  it("says where a gzip file breaks off, and goes on with the next", async () => {
    const whole = gzipSync(`${patient}\n`.repeat(20_000));
    const { resources, reports } = await read({
      "a.ndjson.gz": whole.subarray(0, whole.length / 2),
      "b.ndjson.gz": "no gzip at all",
      "c.ndjson": condition,
    });
    expect(reports.map(({ skipped }) => skipped.at(-1)?.line)).toEqual([0, 0, undefined]);
    expect(resources.at(-1)).toBe(condition);
  });

  it("has to hold such a file", async () => {
    await expect(read({})).rejects.toThrow("There is no .ndjson or .ndjson.gz file");
    await expect(readNdjsonFolder(path.join(folder, "none"), () => {})).rejects.toThrow("ENOENT");
  });
});
