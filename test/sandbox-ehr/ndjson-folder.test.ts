import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { freshSandbox } from "./fresh-sandbox.ts";
import { type ReadFile, readNdjsonFolder } from "./patients/ndjson-folder.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "ndjson-"));
});
afterEach(() => rm(folder, { recursive: true }));

const patient = '{"resourceType":"Patient","id":"a","multipleBirthInteger":1.0}';
const condition = '{"resourceType":"Condition","id":"c1","subject":{"reference":"Patient/elsewhere"}}';

/** A Patient with so many lists in each other. */
const nested = (depth: number) =>
  `{"resourceType":"Patient","id":"b","x":{"y":${"[".repeat(depth)}${"]".repeat(depth)}}}`;

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
    ["{", "It is not JSON."],
    ["[1]", "It is not a JSON object."],
    ['{"id":"a"}', "It has no resourceType."],
    ['{"resourceType":"Patient"}', "It has no id that FHIR allows."],
    ['{"resourceType":"Patient","id":"../a"}', "It has no id that FHIR allows."],
    ['{"resourceType":"Condition","id":"c"}', "A Condition without a subject belongs in no chart."],
    ['{"resourceType":"Patient","id":1}', "It has no id that FHIR allows."],
    ['{"resourceType":"../Patient","id":"b"}', "It has no resourceType."],
    [
      '{"resourceType":"Patient","id":"b","active":true,"active":false}',
      "It has a name twice in one object.",
    ],
  ])("skips %s and says where and why", async (line, why) => {
    const { resources, reports } = await read({ "a.ndjson": `${patient}\n${line}\n${condition}\n` });
    expect(resources).toEqual([patient, condition]);
    expect(reports).toEqual([{ file: "a.ndjson", resources: 2, skipped: [{ line: 2, why }] }]);
  });

  it.each([
    [98, []],
    [99, [{ line: 2, why: "It is nested deeper than 100 levels." }]],
    [30_000, [{ line: 2, why: "It is nested deeper than 100 levels." }]],
  ])("of %i lists in an object in a resource says %j", async (depth, skipped) => {
    const { reports } = await read({ "a.ndjson": `${patient}\n${nested(depth)}` });
    expect(reports[0]?.skipped).toEqual(skipped);
  });

  it("passes over a line longer than 16 MB, however long, and goes on behind it", async () => {
    const long = `{"resourceType":"Patient","id":"b","x":"${"x".repeat(40 * 1024 * 1024)}"}`;
    const { resources, reports } = await read({
      "a.ndjson": `${patient}\n${long}\n${condition}\n`,
      "b.ndjson.gz": gzipSync(long),
    });
    expect(resources).toEqual([patient, condition]);
    const why = "It is longer than 16 MB.";
    expect(reports.map(({ skipped }) => skipped)).toEqual([[{ line: 2, why }], [{ line: 1, why }]]);
  });

  it("takes a byte order mark for none of the text, and a line for what stands between line feeds", async () => {
    const spoken = '{"resourceType":"Patient","id":"b","text":{"div":"one\u2028two\u2029three"}}';
    const { resources, reports } = await read({
      "a.ndjson": `\uFEFF${patient}\n${spoken}`,
      "b.ndjson": Buffer.concat([Buffer.from([0xff, 0xfe, 0x0a]), Buffer.from(condition)]),
    });
    expect(resources).toEqual([patient, spoken, condition]);
    expect(reports.map(({ skipped }) => skipped)).toEqual([[], [{ line: 1, why: "It is not UTF-8." }]]);
  });

  it("keeps a string of millions of escapes", async () => {
    const line = `{"resourceType":"Patient","id":"b","x":"${"\\n".repeat(8_000_000)}"}`;
    const { resources } = await read({ "a.ndjson": line });
    const own = await freshSandbox({ resources });
    expect(own.sandbox.get("Patient/b")?.version).toBe("1");
    await own.sandbox.close();
  });

  it("files a Provenance with its targets, wherever it stands", async () => {
    const provenance = (id: string, target: string) =>
      JSON.stringify({ resourceType: "Provenance", id, target: [{ reference: target }] });
    const { resources } = await read({
      "a.ndjson": [
        provenance("of-provenance", "Provenance/of-condition"),
        provenance("of-condition", "Condition/c1/_history/1"),
        provenance("circle-1", "Provenance/circle-2"),
        provenance("circle-2", "Provenance/circle-1"),
      ].join("\n"),
      "b.ndjson": condition,
    });
    const own = await freshSandbox({ resources });
    const { all } = own.sandbox;
    const charts = all("Provenance").map(({ id, patients }) => [id, patients]);
    expect(Object.fromEntries(charts)).toEqual({
      "of-condition": ["elsewhere"],
      "of-provenance": ["elsewhere"],
      "circle-1": [],
      "circle-2": [],
    });
    await own.sandbox.close();
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
    expect(reports[0]?.skipped.at(-1)?.why).toMatch(
      /^The gzip file is cut short. It was read up to line \d+.$/,
    );
    expect(reports[1]?.skipped[0]?.why).toContain("no gzip file, whatever its name says.");
    expect(resources.length).toBe((reports[0]?.resources ?? 0) + 1);
    expect(resources.at(-1)).toBe(condition);
  });

  it("says of an empty gzip file and of a folder by such a name what they are", async () => {
    await mkdir(path.join(folder, "b.ndjson"));
    const { reports } = await read({ "a.ndjson.gz": "" });
    expect(reports.map(({ skipped }) => skipped[0]?.why)).toEqual([
      "The gzip file is cut short. It was read up to line 0.",
      "The file cannot be read (EISDIR). It was read up to line 0.",
    ]);
  });

  it("has to hold such a file", async () => {
    await expect(read({})).rejects.toThrow("There is no .ndjson or .ndjson.gz file");
    await expect(readNdjsonFolder(path.join(folder, "none"), () => {})).rejects.toThrow("ENOENT");
  });
});
