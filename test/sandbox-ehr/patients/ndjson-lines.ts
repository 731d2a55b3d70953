import { createReadStream } from "node:fs";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";

/** One line of a file, or why it cannot be had as text. */
export type NdjsonLine =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "unusable"; readonly why: string };

/** A line longer than this is passed over unread: no resource of a chart comes near it, and it has to fit in memory. */
export const longestLineMegabytes = 16;
const longestLine = longestLineMegabytes * 1024 * 1024;

/** The lines of a text file, or of a gzip file by its name. Throws, after the lines before, where it cannot be read on. */
export async function* ndjsonLines(file: string): AsyncGenerator<NdjsonLine> {
  const line = new GrowingLine();
  for await (const chunk of contentOf(file)) {
    let start = 0;
    for (let end = chunk.indexOf("\n"); end >= 0; end = chunk.indexOf("\n", start)) {
      line.add(chunk.subarray(start, end));
      yield line.take();
      start = end + 1;
    }
    line.add(chunk.subarray(start));
  }
  if (!line.isEmpty) yield line.take();
}

function contentOf(file: string): AsyncIterable<Buffer> {
  const source = createReadStream(file);
  // The reader hears of an error by the last stream, which pipeline breaks off with it.
  return file.endsWith(".gz") ? pipeline(source, createGunzip(), () => undefined) : source;
}

/** Bytes up to the end of the line, none of them kept once there are too many. */
class GrowingLine {
  #pieces: Buffer[] = [];
  #bytes = 0;

  get isEmpty(): boolean {
    return this.#bytes === 0;
  }

  add(piece: Buffer): void {
    this.#bytes += piece.length;
    if (this.#bytes > longestLine) this.#pieces = [];
    else this.#pieces.push(piece);
  }

  take(): NdjsonLine {
    const [pieces, bytes] = [this.#pieces, this.#bytes];
    this.#pieces = [];
    this.#bytes = 0;
    if (bytes > longestLine)
      return { kind: "unusable", why: `It is longer than ${longestLineMegabytes} MB.` };
    return decoded(Buffer.concat(pieces));
  }
}

/** As UTF-8, the encoding of all FHIR JSON, without a byte order mark before it or a carriage return behind. */
function decoded(bytes: Buffer): NdjsonLine {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return { kind: "text", text: text.endsWith("\r") ? text.slice(0, -1) : text };
  } catch {
    return { kind: "unusable", why: "It is not UTF-8." };
  }
}
