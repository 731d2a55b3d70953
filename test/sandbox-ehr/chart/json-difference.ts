import { stringify } from "lossless-json";
import { isObject, type JsonObject } from "../fhir/json.ts";

/** One place in which two versions differ. Null: there was nothing, or there is nothing any more. */
export interface Difference {
  readonly path: string;
  readonly was: string | null;
  readonly is: string | null;
}

/**
 * Where two JSON values differ, leaf by leaf and in reading order. Items of a list are held against each other
 * from both ends, so that one that was put in or taken out leaves its neighbours alone.
 */
export function jsonDifference(was: unknown, is: unknown, path = ""): Difference[] {
  const [before, after] = [textOf(was), textOf(is)];
  if (before === after) return [];
  if (isObject(was) && isObject(is) && !isNumber(was) && !isNumber(is)) return ofObjects(was, is, path);
  if (Array.isArray(was) && Array.isArray(is)) return ofLists(was, is, path);
  return [{ path, was: before, is: after }];
}

function ofObjects(was: JsonObject, is: JsonObject, path: string): Difference[] {
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])];
  return names.flatMap((name) => jsonDifference(was[name], is[name], path === "" ? name : `${path}.${name}`));
}

function ofLists(was: readonly unknown[], is: readonly unknown[], path: string): Difference[] {
  const start = sameAtStart(was, is);
  const end = sameAtStart(was.slice(start).toReversed(), is.slice(start).toReversed());
  const [removed, added] = [was.slice(start, was.length - end), is.slice(start, is.length - end)];
  return Array.from({ length: Math.max(removed.length, added.length) }, (_, place) =>
    jsonDifference(removed[place], added[place], `${path}[${start + place}]`),
  ).flat();
}

function sameAtStart(was: readonly unknown[], is: readonly unknown[]): number {
  const different = was.findIndex((one, place) => place >= is.length || textOf(one) !== textOf(is[place]));
  return different < 0 ? was.length : different;
}

/** A number that kept its digits is an object to the parser, not to the reader. */
function isNumber(value: JsonObject): boolean {
  return value["isLosslessNumber"] === true;
}

function textOf(value: unknown): string | null {
  if (value === undefined) return null;
  return typeof value === "string" ? value : (stringify(value, undefined, 2) ?? null);
}
