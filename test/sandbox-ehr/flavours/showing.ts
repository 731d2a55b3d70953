import { parse, stringify } from "lossless-json";
import { isObject, type JsonObject } from "../fhir/json.ts";
import type { Behaviour } from "./flavour.ts";

/** Shows every resource of one type changed, its digits as they are stored. */
export function showing(
  wanted: string,
  change: (resource: JsonObject) => JsonObject,
): Pick<Behaviour, "presentResource"> {
  return {
    presentResource: (text, type) => {
      const resource = type === wanted ? parse(text) : null;
      return isObject(resource) ? (stringify(change(resource)) ?? text) : text;
    },
  };
}

/** Without these elements, those of a choice (`onset[x]`) named by what they begin with and `[x]`. */
export function without(resource: JsonObject, elements: readonly string[]): JsonObject {
  const gone = (name: string) =>
    elements.some((one) => (one.endsWith("[x]") ? name.startsWith(one.slice(0, -3)) : one === name));
  return Object.fromEntries(Object.entries(resource).filter(([name]) => !gone(name)));
}

/** With these elements alone, and what every resource has. */
export function onlyWith(resource: JsonObject, elements: readonly string[]): JsonObject {
  const kept = ["resourceType", "id", "meta", ...elements];
  return Object.fromEntries(Object.entries(resource).filter(([name]) => kept.includes(name)));
}

/** The codings of a CodeableConcept, or of each of several. */
export function codingsOf(concept: unknown): JsonObject[] {
  const concepts = Array.isArray(concept) ? concept : [concept];
  return concepts.flatMap((one) => (isObject(one) && Array.isArray(one["coding"]) ? one["coding"] : []));
}

export function hasCode(concept: unknown, code: string): boolean {
  return codingsOf(concept).some((coding) => coding["code"] === code);
}
