/** No resource of FHIR nests nearly this deep, and what walks through one must not run out of stack. */
const deepest = 200;

/**
 * The value a JSON text stands for; undefined, which JSON cannot say, when it is not JSON, nests deeper than any
 * resource does, or gives one name twice in an object: which of the two counts, no two readers agree on (RFC 8259,
 * section 4). The depth is judged before anything is built.
 */
export function parseJson(text: string): unknown {
  const names = namesIn(text);
  if (Number.isNaN(names)) return undefined;
  const value = parsed(text);
  return membersIn(value) === names ? value : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** How many names of members a JSON text holds; NaN where it nests too deep. Says nothing of what is no JSON. */
function namesIn(text: string): number {
  let names = 0;
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    switch (text.charCodeAt(at)) {
      case quote:
        at = endOfString(text, at);
        break;
      case colon:
        names += 1;
        break;
      case openBrace:
      case openBracket:
        depth += 1;
        if (depth > deepest) return Number.NaN;
        break;
      case closeBrace:
      case closeBracket:
        depth -= 1;
        break;
    }
  }
  return names;
}

const quote = 0x22;
const colon = 0x3a;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;

function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end !== -1 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end === -1 ? text.length : end;
}

function isEscaped(text: string, at: number): boolean {
  let before = at - 1;
  while (text[before] === "\\") before -= 1;
  return (at - before) % 2 === 0;
}

/** How many members all objects of a value have together. A name given twice has become one of them. */
function membersIn(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  const parts: readonly unknown[] = Array.isArray(value) ? value : Object.values(value);
  let members = Array.isArray(value) ? 0 : parts.length;
  for (const part of parts) members += membersIn(part);
  return members;
}
