import { CaseSplitter } from "./case-splitter.ts";
import { type InputForm, inputForm } from "./input-form.ts";
import { longestRecord, splitLines } from "./split-lines.ts";

/** One record of the input as it could be read. */
export type InputRecord = { readonly value: unknown } | { readonly unreadable: string };

type Chunks = AsyncIterable<string>;

/**
 * The records of a text as it arrives: the `cases` of one JSON document, or one JSON value per line. No more of the
 * text than one record is held, whatever its length.
 */
export async function* readRecords(chunks: Chunks): AsyncGenerator<InputRecord> {
  const rest = chunks[Symbol.asyncIterator]();
  try {
    const { head, form } = await beginningOf(rest);
    const text = resumed(head, rest);
    yield* form === "lines" ? recordsOfLines(text) : recordsOfDocument(text);
  } finally {
    await rest.return?.();
  }
}

/** As much of the text as tells how it holds its records. */
async function beginningOf(rest: AsyncIterator<string>): Promise<{ head: string; form: InputForm }> {
  let head = "";
  for (;;) {
    const { value, done } = await rest.next();
    const isWhole = done === true;
    if (!isWhole) head = `${head}${value}`.replace(/^\uFEFF/, "");
    const form = inputForm(head, isWhole) ?? (head.length > longestRecord ? "document" : null);
    if (form !== null) return { head, form };
  }
}

/** The text from its beginning again, after its head was looked at. */
async function* resumed(head: string, rest: AsyncIterator<string>): Chunks {
  yield head;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

async function* recordsOfLines(chunks: Chunks): AsyncGenerator<InputRecord> {
  let number = 0;
  for await (const line of splitLines(chunks)) {
    number += 1;
    if (line === null) yield { unreadable: `Line ${number} is too long to be a record.` };
    else if (line.trim() !== "") yield recordOf(line, `Line ${number}`);
  }
}

async function* recordsOfDocument(chunks: Chunks): AsyncGenerator<InputRecord> {
  const splitter = new CaseSplitter();
  let number = 0;
  for await (const chunk of chunks) {
    for (const text of splitter.push(chunk)) {
      number += 1;
      yield text === null
        ? { unreadable: `Case ${number} is too long to be a record.` }
        : recordOf(text, `Case ${number}`);
    }
  }
  const { fault, whole } = splitter.end();
  if (fault !== null) yield { unreadable: fault };
  else if (whole !== null) yield recordOf(whole, "The document");
}

function recordOf(text: string, name: string): InputRecord {
  const value = parseJson(text);
  return value === undefined ? { unreadable: `${name} is not JSON.` } : { value };
}

/** The value, or undefined where the text is not JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
