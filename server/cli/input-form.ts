export type InputForm = "lines" | "document";

/**
 * How a text holds its records, told from its beginning; null while more of it is needed. A document may be written
 * over many lines, and so may a single record; the first of many lines may also be broken off.
 */
export function inputForm(head: string, isWhole: boolean): InputForm | null {
  const text = head.trimStart();
  if (text !== "" && !text.startsWith("{")) return "lines";
  if (opensCases.test(text)) return "document";
  const [first, second] = firstLines(text, isWhole);
  if (first === undefined) return null;
  return formOfLine(first) ?? formAfterBrokenLine(second, isWhole);
}

/** An object that starts with its cases, so that a document on one line is told before the line ends. */
const opensCases = /^\{\s*"cases"\s*:\s*\[/;

/** The first two lines that are not blank, as far as they are there; of the second its beginning will do. */
function firstLines(text: string, isWhole: boolean): string[] {
  const [first = "", ...others] = text.split("\n", 1000);
  if (others.length === 0 && !isWhole) return [];
  const second = others.map((line) => line.trimStart()).find((line) => line !== "");
  return second === undefined ? [first] : [first, second];
}

/** A whole value on the first line is a record, or a document on one line; null where it is no whole value. */
function formOfLine(line: string): InputForm | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null && "cases" in value ? "document" : "lines";
  } catch {
    return null;
  }
}

/** Inside an object no line begins with another one. */
function formAfterBrokenLine(second: string | undefined, isWhole: boolean): InputForm | null {
  if (second === undefined) return isWhole ? "lines" : null;
  return second.startsWith("{") ? "lines" : "document";
}
