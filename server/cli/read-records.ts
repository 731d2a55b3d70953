/** One record of the input as it could be read. */
export type InputRecord = { readonly value: unknown } | { readonly unreadable: string };

/** The records of a text: the `cases` of one JSON document, or one JSON value per line. */
export function readRecords(text: string): InputRecord[] {
  const bare = text.replace(/^\uFEFF/, "");
  const document = parseJson(bare);
  if (document === undefined) return bare.split("\n").flatMap(readLine);
  return casesOf(document).map((value) => ({ value }));
}

function casesOf(document: unknown): unknown[] {
  const isObject = typeof document === "object" && document !== null;
  return isObject && "cases" in document && Array.isArray(document.cases) ? document.cases : [document];
}

function readLine(line: string, index: number): InputRecord[] {
  if (line.trim() === "") return [];
  const value = parseJson(line);
  return value === undefined ? [{ unreadable: `Line ${index + 1} is not JSON.` }] : [{ value }];
}

/** The value, or undefined where the text is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
