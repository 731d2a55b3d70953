import type { MonthFacts } from "../../contract/index.ts";
import { knownFields } from "./known-fields.ts";

type Shape = { readonly [field: string]: Shape | null };

/** Paths of every key the contract does not know, in order. Values are never shown. */
export function unrecognisedFields(facts: MonthFacts): string[] {
  const found = new Set<string>();
  collect(facts, knownFields, { path: [], found });
  return [...found].sort();
}

interface Search {
  readonly path: readonly string[];
  readonly found: Set<string>;
}

function collect(value: unknown, shape: Shape, search: Search): void {
  if (Array.isArray(value)) {
    for (const item of value) collect(item, shape, search);
  } else if (typeof value === "object" && value !== null) {
    for (const [key, field] of Object.entries(value)) collectField(key, field, { shape, search });
  }
}

function collectField(
  key: string,
  field: unknown,
  { shape, search }: { shape: Shape; search: Search },
): void {
  const known = Object.hasOwn(shape, key) ? shape[key] : undefined;
  if (known === undefined) search.found.add([...search.path, key].join("."));
  else if (known !== null) collect(field, known, { ...search, path: [...search.path, key] });
}
