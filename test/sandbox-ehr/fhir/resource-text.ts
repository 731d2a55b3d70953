import { parse, stringify } from "lossless-json";
import { isObject } from "./json.ts";
import { type JsonToken, jsonTokens } from "./json-text.ts";

/** What the server, and nobody else, says of a version. */
export interface ServerMeta {
  readonly id: string;
  readonly versionId: string;
  readonly lastUpdated: string;
}

interface Span {
  readonly start: number;
  readonly end: number;
}

const opening = new Set(["{", "["]);
const closing = new Set(["}", "]"]);

/**
 * The resource's JSON with id and meta as the server sets them; every other byte as it was given.
 * `text` must be valid JSON of an object.
 */
export function withServerMeta(text: string, { id, versionId, lastUpdated }: ServerMeta): string {
  const withId = setMember(text, { name: "id", value: () => JSON.stringify(id), after: "resourceType" });
  const value = (given: string) => stringify({ ...objectIn(given), versionId, lastUpdated }) ?? "{}";
  return setMember(withId, { name: "meta", value, after: "id" });
}

function objectIn(text: string): object {
  const value = text === "" ? {} : parse(text);
  return isObject(value) ? value : {};
}

interface Member {
  readonly name: string;
  /** The new value's text; of the text it had, empty where it was missing. */
  readonly value: (given: string) => string;
  readonly after: string;
}

function setMember(text: string, { name, value, after }: Member): string {
  const spans = topLevelMembers(text);
  const present = spans.get(name);
  if (present) {
    const { start, end } = present;
    return text.slice(0, start) + value(text.slice(start, end)) + text.slice(end);
  }
  const end = spans.get(after)?.end ?? 0;
  return `${text.slice(0, end)},${JSON.stringify(name)}:${value("")}${text.slice(end)}`;
}

/** Where the value of each member of the outermost object stands. */
function topLevelMembers(text: string): Map<string, Span> {
  const members: JsonToken[][] = [[]];
  let depth = 0;
  for (const token of jsonTokens(text)) {
    if (closing.has(token.word)) depth -= 1;
    if (depth === 1 && token.word === ",") members.push([]);
    else if (depth > 0) members.at(-1)?.push(token);
    if (opening.has(token.word)) depth += 1;
  }
  return new Map(members.flatMap(toEntry));
}

function toEntry(member: readonly JsonToken[]): [string, Span][] {
  const [name, , first] = member;
  const last = member.at(-1);
  return name && first && last
    ? [[String(JSON.parse(name.word)), { start: first.start, end: last.end }]]
    : [];
}
