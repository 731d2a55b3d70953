import { patientId } from "./compartment.ts";
import { matchesDate } from "./date-range.ts";
import { isObject, type JsonObject, valuesAt } from "./json.ts";
import { refersTo } from "./reference.ts";
import type { Stored } from "./resource-store.ts";
import { traitsOf } from "./resource-types.ts";
import { type SearchParameter, searchParameters } from "./search-parameters.ts";
import { alternativesOf, askedToken, unescaped } from "./search-value.ts";

/** One condition of a search: a parameter and its alternatives, escaped as they came. */
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
    .map(([name, value]) => ({ name, alternatives: alternativesOf(value) }));
}

export function matches(stored: Stored, criteria: readonly Criterion[]): boolean {
  return criteria.every(({ name, alternatives }) => alternatives.some((one) => meets(stored, name, one)));
}

/** The patients a search at `fhirBase` names, by whatever parameter; null when it names none. */
export function patientsNamed(
  { type, fhirBase }: { type: string; fhirBase: string },
  criteria: readonly Criterion[],
): string[] | null {
  const naming = type === "Patient" ? ["_id"] : ["patient", "subject"];
  const named = criteria.filter(({ name }) => naming.includes(name));
  if (named.length === 0) return null;
  return named.flatMap(({ alternatives }) => alternatives.map((one) => patientId(one, fhirBase)));
}

function meets(stored: Stored, name: string, wanted: string): boolean {
  const { patients, fhirBase } = stored;
  if (name === "patient" || name === "subject") return patients.includes(patientId(wanted, fhirBase));
  const parameter = searchParameters[name];
  if (!parameter) return false;
  return valuesOf(stored, parameter).some((value) => comparisons[parameter.kind](value, wanted, fhirBase));
}

/** What a resource has where a search parameter looks. */
export function valuesOf({ resource }: Stored, { paths }: SearchParameter): unknown[] {
  return paths.flatMap((path) => valuesAt(resource, path));
}

type Comparison = (value: unknown, wanted: string, fhirBase: string) => boolean;

const comparisons: Readonly<Record<SearchParameter["kind"], Comparison>> = {
  token: (value, wanted) => tokensOf(value).some((one) => matchesToken(one, wanted)),
  reference: (value, wanted, fhirBase) =>
    isObject(value) && refersTo(String(value["reference"] ?? ""), unescaped(wanted), fhirBase),
  canonical: (value, wanted) =>
    [value, String(value).replace(/\|[^|]*$/, "")].some((one) => one === unescaped(wanted)),
  uri: (value, wanted) => value === unescaped(wanted),
  date: matchesDate,
  string: (value, wanted) =>
    typeof value === "string" && value.toLowerCase().startsWith(unescaped(wanted).toLowerCase()),
};

interface Token {
  /** Null for an element of type code, whose system stands in R4 and not in the resource. */
  readonly system: string | null;
  readonly code: string;
}

/** A CodeableConcept, Coding, Identifier or plain code as tokens. */
export function tokensOf(value: unknown): Token[] {
  if (typeof value === "string") return [{ system: null, code: value }];
  if (!isObject(value)) return [];
  const codings = valuesAt(value, "coding").filter(isObject);
  return (codings.length > 0 ? codings : [value]).map(toToken);
}

function toToken(coding: JsonObject): Token {
  return { system: String(coding["system"] ?? ""), code: String(coding["code"] ?? coding["value"] ?? "") };
}

function matchesToken({ system, code }: Token, wanted: string): boolean {
  const asked = askedToken(wanted);
  if (asked.system === null) return code === asked.code;
  const sameSystem = system === null ? isSystemOfR4(asked.system) : system === asked.system;
  return sameSystem && (asked.code === "" || code === asked.code);
}

/** Which system of R4 belongs to which code is not looked up here; no other can. */
function isSystemOfR4(system: string): boolean {
  return system === "" || system.startsWith("http://hl7.org/fhir/");
}
