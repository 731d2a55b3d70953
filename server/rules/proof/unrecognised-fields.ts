import type { MonthFacts } from "../../contract/index.ts";
import { knownFields } from "./known-fields.ts";

type Shape = { readonly [field: string]: Shape | null };

/** Paths of every key the contract does not know, in order. Values are never shown. */
export function unrecognisedFields(facts: MonthFacts): string[] {
  return [...new Set(strangers(facts, knownFields, ""))].sort();
}

function strangers(value: unknown, shape: Shape, path: string): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => strangers(item, shape, path));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, field]) => {
    const here = path === "" ? key : `${path}.${key}`;
    const known = Object.hasOwn(shape, key) ? shape[key] : undefined;
    if (known === undefined) return [here];
    return known === null ? [] : strangers(field, known, here);
  });
}
