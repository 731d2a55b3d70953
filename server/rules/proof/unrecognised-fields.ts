import type { MonthFacts } from "../../contract/index.ts";
import { knownFields } from "./known-fields.ts";

type Shape = { readonly [field: string]: Shape | null };

/** Paths of every key the contract does not know, in order. Values are never shown. */
export function unrecognisedFields(facts: MonthFacts): string[] {
  const found = new Set<string>();
  collect(facts, knownFields, { path: "", found });
  return [...found].sort();
}

interface Search {
  /** Of the value looked into, with a point behind it. */
  readonly path: string;
  readonly found: Set<string>;
}

function collect(value: unknown, shape: Shape, search: Search): void {
  if (Array.isArray(value)) {
    for (const item of value) collect(item, shape, search);
  } else if (typeof value === "object" && value !== null) collectKeys(value, shape, search);
}

function collectKeys(value: object, shape: Shape, { path, found }: Search): void {
  for (const key of Object.keys(value)) {
    const known = Object.hasOwn(shape, key) ? shape[key] : undefined;
    if (known === undefined) found.add(`${path}${key}`);
    else if (known !== null) collect(Reflect.get(value, key), known, { path: `${path}${key}.`, found });
  }
}
