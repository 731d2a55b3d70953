import { patientId } from "./compartment.ts";
import { dateRange, matchesDate } from "./date-range.ts";
import { isObject, type JsonObject, valuesAt } from "./json.ts";
import type { Stored } from "./resource-store.ts";
import { traitsOf } from "./resource-types.ts";
import { type SearchParameter, searchParameters } from "./search-parameters.ts";

/** One condition of a search: a parameter and its alternatives. */
export interface Criterion {
  readonly name: string;
  readonly alternatives: readonly string[];
}

const everyType = ["_id", "_lastUpdated", "_tag"];

/** The names a search of this type may filter by. */
export function filtersOf(type: string): string[] {
  return [...everyType, ...(traitsOf(type)?.search ?? [])];
}

/** The criteria this type understands, in their order; everything else in the query is ignored. */
export function criteriaOf(type: string, query: URLSearchParams): Criterion[] {
  const known = filtersOf(type);
  return [...query]
    .filter(([name]) => known.includes(name))
    .map(([name, value]) => ({ name, alternatives: value.split(",") }));
}

export function matches(stored: Stored, criteria: readonly Criterion[]): boolean {
  return criteria.every(({ name, alternatives }) => alternatives.some((one) => meets(stored, name, one)));
}

/** The patients a search names, by whatever parameter; null when it names none. */
export function patientsNamed(type: string, criteria: readonly Criterion[]): string[] | null {
  const naming = type === "Patient" ? ["_id"] : ["patient", "subject"];
  const named = criteria.filter(({ name }) => naming.includes(name));
  return named.length > 0 ? named.flatMap((one) => one.alternatives.map(patientId)) : null;
}

/** As `_sort` asks, by date parameters only: `date`, `-_lastUpdated`; undated ones last. */
export function sorted(found: readonly Stored[], sort: string): Stored[] {
  const parameter = searchParameters[sort.replace(/^-/, "")];
  if (parameter?.kind !== "date") return [...found];
  const way = sort.startsWith("-") ? -1 : 1;
  const key = (stored: Stored) => dateRange(values(stored, parameter)[0])?.from;
  return found.toSorted((left, right) => {
    const [first, second] = [key(left), key(right)];
    if (first === undefined || second === undefined) return Number(!first) - Number(!second);
    return way * (first - second);
  });
}

function meets(stored: Stored, name: string, wanted: string): boolean {
  if (name === "patient" || name === "subject") return stored.patients.includes(patientId(wanted));
  const parameter = searchParameters[name];
  if (!parameter) return false;
  return values(stored, parameter).some((value) => comparisons[parameter.kind](value, wanted));
}

function values({ resource }: Stored, { paths }: SearchParameter): unknown[] {
  return paths.flatMap((path) => valuesAt(resource, path));
}

const comparisons: Readonly<Record<SearchParameter["kind"], (value: unknown, wanted: string) => boolean>> = {
  token: (value, wanted) => tokensOf(value).some((one) => matchesToken(one, wanted)),
  reference: (value, wanted) => isObject(value) && refersTo(String(value["reference"] ?? ""), wanted),
  date: matchesDate,
  string: (value, wanted) =>
    typeof value === "string" && value.toLowerCase().startsWith(wanted.toLowerCase()),
};

interface Token {
  readonly system: string;
  readonly code: string;
}

/** A CodeableConcept, Coding, Identifier or plain code as tokens. */
function tokensOf(value: unknown): Token[] {
  if (typeof value === "string") return [{ system: "", code: value }];
  if (!isObject(value)) return [];
  const codings = valuesAt(value, "coding").filter(isObject);
  return (codings.length > 0 ? codings : [value]).map(toToken);
}

function toToken(coding: JsonObject): Token {
  return { system: String(coding["system"] ?? ""), code: String(coding["code"] ?? coding["value"] ?? "") };
}

function matchesToken({ system, code }: Token, wanted: string): boolean {
  const bar = wanted.indexOf("|");
  if (bar < 0) return code === wanted;
  const wantedCode = wanted.slice(bar + 1);
  return system === wanted.slice(0, bar) && (wantedCode === "" || code === wantedCode);
}

/** `pr-1`, `Practitioner/pr-1` and an absolute address all name the same one. */
function refersTo(reference: string, wanted: string): boolean {
  const parts = wanted.split("/").slice(-2);
  return reference.split("/").slice(-parts.length).join("/") === parts.join("/");
}
