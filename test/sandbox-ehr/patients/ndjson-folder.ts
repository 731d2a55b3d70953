import { createReadStream } from "node:fs";
import { readdir } from "node:fs/promises";
import path from "node:path";
import { createInterface } from "node:readline";
import { createGunzip } from "node:zlib";
import { chartResource } from "./chart-resource.ts";

/** What became of one file: how many resources it gave, and which of its lines gave none. */
export interface ReadFile {
  readonly file: string;
  readonly resources: number;
  readonly skipped: readonly SkippedLine[];
}

/** A line that could not be used, counted from 1. Line 0: the file could not be read on after its last line. */
export interface SkippedLine {
  readonly line: number;
  readonly why: string;
}

/**
 * The resources of every `.ndjson` and `.ndjson.gz` file of a folder, in the order of the file names, one resource
 * a line and kept as text. A line that holds none is skipped and reported; `onFile` hears of each file as it ends.
 * Throws where the folder cannot be read or holds no such file.
 */
export async function readNdjsonFolder(folder: string, onFile: (read: ReadFile) => void): Promise<string[]> {
  const files = (await readdir(folder)).filter((name) => /\.ndjson(\.gz)?$/.test(name)).toSorted();
  if (files.length === 0) throw new Error(`There is no .ndjson or .ndjson.gz file in ${folder}.`);
  const resources: string[] = [];
  for (const file of files) {
    const read = await readNdjson(path.join(folder, file));
    for (const resource of read.resources) resources.push(resource);
    onFile({ file, resources: read.resources.length, skipped: read.skipped });
  }
  return resources;
}

async function readNdjson(file: string): Promise<{ resources: string[]; skipped: SkippedLine[] }> {
  const resources: string[] = [];
  const skipped: SkippedLine[] = [];
  let line = 0;
  try {
    for await (const text of linesOf(file)) {
      line += 1;
      if (text.trim() === "") continue;
      const read = chartResource(text);
      if (read.kind === "resource") resources.push(text);
      else skipped.push({ line, why: read.why });
    }
  } catch {
    skipped.push({ line: 0, why: `The file breaks off or is no gzip file; it was read up to line ${line}.` });
  }
  return { resources, skipped };
}

/** A stream's error does not reach readline's iterator by itself, so it is handed on by closing with it. */
async function* linesOf(file: string): AsyncGenerator<string> {
  const source = createReadStream(file);
  const plain = file.endsWith(".gz") ? source.pipe(createGunzip()) : source;
  let failure: Error | null = null;
  const lines = createInterface({ input: plain, crlfDelay: Number.POSITIVE_INFINITY });
  const fail = (error: Error) => {
    failure = error;
    lines.close();
  };
  source.once("error", fail);
  plain.once("error", fail);
  yield* lines;
  if (failure) throw failure;
}
