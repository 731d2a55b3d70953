import { dateRange } from "./date-range.ts";
import type { Stored } from "./resource-store.ts";
import { filtersOf, tokensOf, valuesOf } from "./search.ts";
import { type SearchParameter, searchParameters } from "./search-parameters.ts";

/** One key of `_sort`. */
export interface SortKey {
  /** As it was asked for: `date`, `-_lastUpdated`. */
  readonly asked: string;
  readonly parameter: SearchParameter;
}

/** A key as `_sort` writes it; null where this type cannot be sorted by it, as by references. */
export function sortKey(type: string, asked: string): SortKey | null {
  const name = asked.replace(/^-/, "");
  const parameter = filtersOf(type).includes(name) ? searchParameters[name] : undefined;
  return parameter && !isReference(parameter) ? { asked, parameter } : null;
}

function isReference({ kind }: SearchParameter): boolean {
  return kind === "reference" || kind === "canonical";
}

/** By the first key, among equals by the next; what has no value comes last either way. */
export function sorted(found: readonly Stored[], keys: readonly SortKey[]): Stored[] {
  const comparing = keys.map(comparedBy);
  return found.toSorted((left, right) =>
    comparing.reduce((order, compare) => order || compare(left, right), 0),
  );
}

function comparedBy({ asked, parameter }: SortKey): (left: Stored, right: Stored) => number {
  const way = asked.startsWith("-") ? -1 : 1;
  const value = (stored: Stored) => sortValues[parameter.kind](valuesOf(stored, parameter));
  return (left, right) => {
    const [first, second] = [value(left), value(right)];
    if (first === undefined || second === undefined)
      return Number(first === undefined) - Number(second === undefined);
    return first === second ? 0 : way * (first < second ? -1 : 1);
  };
}

type SortValue = (values: readonly unknown[]) => string | number | undefined;

const sortValues: Readonly<Record<SearchParameter["kind"], SortValue>> = {
  date: ([value]) => dateRange(value)?.from,
  token: ([value]) => tokensOf(value)[0]?.code,
  string: (values) => values.find((value) => typeof value === "string")?.toLowerCase(),
  uri: ([value]) => String(value),
  reference: () => undefined,
  canonical: () => undefined,
};
