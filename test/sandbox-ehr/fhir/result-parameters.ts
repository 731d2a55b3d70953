import { isDateAsked } from "./date-range.ts";
import { refusal } from "./refusal.ts";
import { type Criterion, criteriaOf, filtersOf } from "./search.ts";
import { searchParameters } from "./search-parameters.ts";
import { type SortKey, sortKey } from "./sort-order.ts";

/** What a search asks for, as far as this server understands it. */
export interface UnderstoodSearch {
  readonly criteria: readonly Criterion[];
  readonly sort: readonly SortKey[];
  /** Resources a page; 0 only counts. */
  readonly size: number;
  readonly withProvenance: boolean;
  /** Everything above as the parameters that say so. */
  readonly echo: URLSearchParams;
}

interface Asked {
  readonly type: string;
  readonly query: URLSearchParams;
  /** The most a page may hold. */
  readonly pageSize: number;
  /** The Prefer header. */
  readonly prefer: string | null;
}

/**
 * Reads a search. A parameter it does not understand is left out, or refused where the caller prefers
 * `handling=strict`; a modifier or a date it does not understand is refused in any case.
 */
export function understood({ type, query, pageSize, prefer }: Asked): UnderstoodSearch {
  requireNoModifier(type, query);
  const criteria = criteriaOf(type, query);
  requireDates(criteria);
  const asked = query.getAll("_sort").flatMap((keys) => keys.split(","));
  const sort = asked.flatMap((one) => sortKey(type, one) ?? []);
  const shaping = [...query].filter(([name, value]) => shapes.get(name)?.test(value));
  const known = criteria.length + shaping.length + query.getAll("_sort").length;
  const complete = known === [...query].length && sort.length === asked.length;
  if (!complete && /\bhandling=strict\b/.test(prefer ?? ""))
    throw refusal(400, "not-supported", "Some of this search is not understood, and it shall be strict.");
  const echo = new URLSearchParams([
    ...criteria.map(({ name, alternatives }) => [name, alternatives.join(",")]),
    ...shaping,
    ...(sort.length > 0 ? [["_sort", sort.map((key) => key.asked).join(",")]] : []),
  ]);
  const withProvenance = shaping.some(([name]) => name === "_revinclude");
  return { criteria, sort, size: sizeOf(new URLSearchParams(shaping), pageSize), withProvenance, echo };
}

/** A modifier that is not supported shall be refused, since leaving it out turns the search into another. */
function requireNoModifier(type: string, query: URLSearchParams): void {
  const known = filtersOf(type);
  const modified = [...query.keys()].find(
    (name) => /:/.test(name) && known.includes(name.replace(/:.*$/, "")),
  );
  if (modified !== undefined)
    throw refusal(400, "not-supported", `No modifiers are supported here, as in ${modified}.`);
}

function requireDates(criteria: readonly Criterion[]): void {
  for (const { name, alternatives } of criteria) {
    const wrong = searchParameters[name]?.kind === "date" && alternatives.find((one) => !isDateAsked(one));
    if (typeof wrong === "string")
      throw refusal(400, "value", `${name} is no date that this server understands: ${wrong}`);
  }
}

/** The parameters about the result rather than about what is in it, and the values of theirs that are understood. */
const shapes: ReadonlyMap<string, RegExp> = new Map([
  ["_count", /^\d+$/],
  ["_format", /json/],
  ["_revinclude", /^Provenance:target$/],
  ["_summary", /^(count|false)$/],
]);

function sizeOf(query: URLSearchParams, pageSize: number): number {
  return query.get("_summary") === "count" ? 0 : Math.min(countOf(query) ?? pageSize, pageSize);
}

/** The page size a search or history asks for; null where it asks for none that is a number. */
export function countOf(query: URLSearchParams): number | null {
  const count = query.get("_count") ?? "";
  return /^\d+$/.test(count) ? Number(count) : null;
}
