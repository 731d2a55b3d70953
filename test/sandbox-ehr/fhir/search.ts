import { patientId } from "./compartment.ts";
import { isObject, type JsonObject, valuesAt } from "./json.ts";
import type { Stored } from "./resource-store.ts";
import { traitsOf } from "./resource-types.ts";

/** One condition of a search: a parameter and its alternatives. */
export interface Criterion {
  readonly name: string;
  readonly alternatives: readonly string[];
}

type Matcher = (stored: Stored, wanted: string) => boolean;

const everyType = ["_id", "_lastUpdated"];

/** The criteria this type understands, in their order; everything else in the query is ignored. */
export function criteriaOf(type: string, query: URLSearchParams): Criterion[] {
  const known = [...everyType, ...(traitsOf(type)?.search ?? [])];
  return [...query]
    .filter(([name]) => known.includes(name))
    .map(([name, value]) => ({ name, alternatives: value.split(",") }));
}

export function matches(stored: Stored, criteria: readonly Criterion[]): boolean {
  return criteria.every(({ name, alternatives }) =>
    alternatives.some((wanted) => matchers[name]?.(stored, wanted) ?? true),
  );
}

/** The patients a search names, by whatever parameter; null when it names none. */
export function patientsNamed(type: string, criteria: readonly Criterion[]): string[] | null {
  const naming = type === "Patient" ? ["_id"] : ["patient", "subject"];
  const named = criteria.filter(({ name }) => naming.includes(name));
  return named.length > 0 ? named.flatMap((one) => one.alternatives.map(patientId)) : null;
}

const matchers: Readonly<Record<string, Matcher>> = {
  _id: ({ id }, wanted) => id === wanted,
  _lastUpdated: ({ lastUpdated }, wanted) => matchesInstant(lastUpdated, wanted),
  patient: ({ patients }, wanted) => patients.includes(patientId(wanted)),
  subject: ({ patients }, wanted) => patients.includes(patientId(wanted)),
  identifier: token("identifier"),
  code: token("code"),
  category: token("category"),
  status: token("status"),
  "clinical-status": token("clinicalStatus"),
};

function token(element: string): Matcher {
  return ({ resource }, wanted) =>
    valuesAt(resource, element).some((value) => tokensOf(value).some((one) => matchesToken(one, wanted)));
}

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

function matchesInstant(lastUpdated: string, wanted: string): boolean {
  const [, prefix = "eq", text = ""] = /^(eq|ge|gt|le|lt)?(.*)$/.exec(wanted) ?? [];
  const [updated, bound] = [Date.parse(lastUpdated), Date.parse(text)];
  switch (prefix) {
    case "ge":
      return updated >= bound;
    case "gt":
      return updated > bound;
    case "le":
      return updated <= bound;
    case "lt":
      return updated < bound;
    default:
      return lastUpdated.startsWith(text);
  }
}
