import { parse, stringify } from "lossless-json";
import { isObject } from "./json.ts";

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

interface Token extends Span {
  readonly word: string;
}

const tokens = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

/**
 * The resource's JSON with id and meta as the server sets them; every other byte as it was given.
 * `text` must be valid JSON of an object.
 */
export function withServerMeta(text: string, { id, versionId, lastUpdated }: ServerMeta): string {
  const meta = { ...existingMeta(text), versionId, lastUpdated };
  const withId = setMember(text, { name: "id", value: JSON.stringify(id), after: "resourceType" });
  return setMember(withId, { name: "meta", value: stringify(meta) ?? "{}", after: "id" });
}

function existingMeta(text: string): object {
  const resource = parse(text);
  const meta = isObject(resource) ? resource["meta"] : undefined;
  return isObject(meta) ? meta : {};
}

function setMember(text: string, member: { name: string; value: string; after: string }): string {
  const spans = topLevelMembers(text);
  const present = spans.get(member.name);
  if (present) return text.slice(0, present.start) + member.value + text.slice(present.end);
  const end = spans.get(member.after)?.end ?? 0;
  return `${text.slice(0, end)},${JSON.stringify(member.name)}:${member.value}${text.slice(end)}`;
}

/** Where the value of each member of the outermost object stands. */
function topLevelMembers(text: string): Map<string, Span> {
  const members: Token[][] = [[]];
  let depth = 0;
  for (const { 0: word, index } of text.matchAll(tokens)) {
    if (closing.has(word)) depth -= 1;
    if (depth === 1 && word === ",") members.push([]);
    else if (depth > 0) members.at(-1)?.push({ word, start: index, end: index + word.length });
    if (opening.has(word)) depth += 1;
  }
  return new Map(members.flatMap(toEntry));
}

function toEntry(member: readonly Token[]): [string, Span][] {
  const [name, , first] = member;
  const last = member.at(-1);
  return name && first && last
    ? [[String(JSON.parse(name.word)), { start: first.start, end: last.end }]]
    : [];
}
