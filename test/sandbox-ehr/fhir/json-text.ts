import { parse } from "lossless-json";

/** A piece of JSON text that stands for itself: a string, a number, a word or one of `{}[]:,`. */
export interface JsonToken {
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

/** What a JSON text holds, numbers with all their digits; or why it is not taken. */
export type ReadJson =
  | { readonly kind: "json"; readonly value: unknown }
  | { readonly kind: "unusable"; readonly why: string };

/** More than any resource needs, and few enough for every function that calls itself once a level. */
const deepest = 100;

const punctuation = new Set(["{", "}", "[", "]", ":", ","]);
const blank = /\s/;

/** Reads JSON as everything behind this border will: no name twice in an object, and no deeper than 100 levels. */
export function readJson(text: string): ReadJson {
  if (isTooDeep(text)) return { kind: "unusable", why: `It is nested deeper than ${deepest} levels.` };
  try {
    return { kind: "json", value: parse(text) };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const twice = error.message.startsWith("Duplicate key");
    return { kind: "unusable", why: twice ? "It has a name twice in one object." : "It is not JSON." };
  }
}

function isTooDeep(text: string): boolean {
  let depth = 0;
  for (const { word } of jsonTokens(text)) {
    if (word === "{" || word === "[") depth += 1;
    if (word === "}" || word === "]") depth -= 1;
    if (depth > deepest) return true;
  }
  return false;
}

/** The tokens of a JSON text, one after the other. Written by hand: a regular expression gives up on long strings. */
export function* jsonTokens(text: string): Generator<JsonToken> {
  for (let start = 0; start < text.length; ) {
    const first = text.charAt(start);
    if (blank.test(first)) {
      start += 1;
      continue;
    }
    const end = endOf(text, start, first);
    yield { word: text.slice(start, end), start, end };
    start = end;
  }
}

function endOf(text: string, start: number, first: string): number {
  if (punctuation.has(first)) return start + 1;
  return first === '"' ? endOfString(text, start) : endOfWord(text, start);
}

/** Behind the next quote that no backslash takes away; the end of the text where there is none. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const one = text.charCodeAt(at);
    if (one === backslash) at += 1;
    else if (one === quote) return at + 1;
  }
  return text.length;
}

const backslash = 0x5c;
const quote = 0x22;

function endOfWord(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const one = text.charAt(at);
    if (punctuation.has(one) || one === '"' || blank.test(one)) return at;
  }
  return text.length;
}
