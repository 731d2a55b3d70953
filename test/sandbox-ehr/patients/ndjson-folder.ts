import { readdir } from "node:fs/promises";
import path from "node:path";
import { chartResource } from "./chart-resource.ts";
import { type LoadedResource, targetsFirst } from "./load-order.ts";
import { ndjsonLines } from "./ndjson-lines.ts";

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
 * The resources of every `.ndjson` and `.ndjson.gz` file of a folder, in the order of the file names but for each
 * Provenance, which follows its targets; one resource a line and kept as text. A line that holds none is skipped and
 * reported; `onFile` hears of each file as it ends. Throws where the folder cannot be read or holds no such file.
 */
export async function readNdjsonFolder(folder: string, onFile: (read: ReadFile) => void): Promise<string[]> {
  const files = (await readdir(folder)).filter((name) => /\.ndjson(\.gz)?$/.test(name)).toSorted();
  if (files.length === 0) throw new Error(`There is no .ndjson or .ndjson.gz file in ${folder}.`);
  const resources: LoadedResource[] = [];
  for (const file of files) {
    const read = await readNdjson(path.join(folder, file));
    for (const resource of read.resources) resources.push(resource);
    onFile({ file, resources: read.resources.length, skipped: read.skipped });
  }
  return targetsFirst(resources).map(({ text }) => text);
}

interface Ndjson {
  readonly resources: LoadedResource[];
  readonly skipped: SkippedLine[];
}

async function readNdjson(file: string): Promise<Ndjson> {
  const [resources, skipped]: [LoadedResource[], SkippedLine[]] = [[], []];
  let line = 0;
  try {
    for await (const had of ndjsonLines(file)) {
      line += 1;
      if (had.kind === "text" && had.text.trim() === "") continue;
      const judged = had.kind === "text" ? chartResource(had.text) : had;
      if (judged.kind === "resource") resources.push(judged.resource);
      else skipped.push({ line, why: judged.why });
    }
  } catch (error) {
    skipped.push({ line: 0, why: `${whyUnreadable(error)} It was read up to line ${line}.` });
  }
  return { resources, skipped };
}

/** The codes are zlib's and the file system's; anything else is a fault of this program. */
function whyUnreadable(error: unknown): string {
  if (!(error instanceof Error)) throw error;
  const code = "code" in error ? String(error.code) : "";
  if (code === "Z_BUF_ERROR") return "The gzip file is cut short.";
  if (error.message === "incorrect header check") return "The file is no gzip file, whatever its name says.";
  if (code === "Z_DATA_ERROR") return "The gzip file is damaged.";
  if (/^E[A-Z]+$/.test(code)) return `The file cannot be read (${code}).`;
  throw error;
}
