import type { Payer } from "../server/contract/index.ts";
import { codeIn, codesIn } from "./coding.ts";
import { at, listAt, textAt } from "./fhir-node.ts";
import { changedMeaning } from "./our-resource.ts";
import { type DaySpan, daySpan } from "./partial-date.ts";
import { aliases } from "./systems.ts";

type Kind = "medicare_advantage" | "medicare_ffs" | "commercial" | "other" | "unclear";

/** A Coverage as read: what it is, whether it names Part B, and how much of the month it covers. */
export interface ReadCoverage {
  readonly kind: Kind;
  readonly partB: boolean;
  /** What the plan is called; null where the Coverage does not say, or says two things. */
  readonly plan: string | null;
  readonly inForce: "whole" | "perhaps" | "no";
}

/**
 * Source of Payment Typology (NAHDO), by the longest prefix: 11, 14 and 123 are Part C plans, 12 is Medicare
 * that is not managed, 122 and 191 pay for drugs only; a bare 1 is Medicare of either sort.
 */
const typology: readonly (readonly [prefix: string, kind: Kind])[] = [
  ["122", "other"],
  ["123", "medicare_advantage"],
  ["191", "other"],
  ["11", "medicare_advantage"],
  ["12", "medicare_ffs"],
  ["14", "medicare_advantage"],
  ["1", "unclear"],
  ["5", "commercial"],
  ["6", "commercial"],
  ["2", "other"],
  ["3", "other"],
  ["4", "other"],
  ["8", "other"],
];

/** "Part B", "Medicare Part B", "Parts A and B", "Medicare Part A & B". */
const partBForm = /^(medicare )?parts? (a ?(and|&|\/|,|\+) ?(part )?)?b$/;

/** Reads one Coverage against the days of a month. */
export function readCoverage(resource: unknown, month: DaySpan, timezone: string): ReadCoverage {
  if (changedMeaning(resource) !== undefined)
    return { kind: "unclear", partB: false, plan: null, inForce: "perhaps" };
  return {
    kind: kindOf(resource),
    partB: namesPartB(resource),
    plan: planOf(resource),
    inForce: inForce(resource, month, timezone),
  };
}

function kindOf(resource: unknown): Kind {
  const kinds = codesIn(at(resource, "type"), aliases.sopt).flatMap(
    (code) => typology.find(([prefix]) => code.startsWith(prefix))?.[1] ?? [],
  );
  const [only, second] = [...new Set(kinds)];
  return only === undefined || second !== undefined ? "unclear" : only;
}

function namesPartB(resource: unknown): boolean {
  return listAt(resource, "class")
    .flatMap((one) => [textAt(one, "value"), textAt(one, "name")])
    .some((words) => words !== undefined && partBForm.test(words.trim().toLowerCase().replace(/\s+/g, " ")));
}

const coverageClass = ["http://terminology.hl7.org/CodeSystem/coverage-class"];

/** The one class of the kind `plan`, by its name, else by its number (US Core 6.1, Coverage.class:plan). */
function planOf(resource: unknown): string | null {
  const plans = listAt(resource, "class").filter((one) => codeIn(at(one, "type"), coverageClass) === "plan");
  const names = plans.map((one) => textAt(one, "name") ?? textAt(one, "value"));
  return onlyOne(names.map((name) => name?.trim() || null));
}

/** What all of them say; null where there are none, or they differ. */
function onlyOne(names: readonly (string | null)[]): string | null {
  const [only = null, second] = [...new Set(names)];
  return second === undefined ? only : null;
}

const beyond = {
  start: { earliest: "0001-01-01", latest: "0001-01-01" },
  end: { earliest: "9999-12-31", latest: "9999-12-31" },
} as const;
const over = ["cancelled", "draft", "entered-in-error"];

function inForce(resource: unknown, month: DaySpan, timezone: string): ReadCoverage["inForce"] {
  const status = textAt(resource, "status") ?? "";
  if (over.includes(status)) return "no";
  const start = bound(resource, "start", timezone);
  const end = bound(resource, "end", timezone);
  if (status !== "active" || start === undefined || end === undefined) return "perhaps";
  if (start.earliest > month.latest || end.latest < month.earliest) return "no";
  return start.latest <= month.earliest && end.earliest >= month.latest ? "whole" : "perhaps";
}

/** A period's start or end; a side that is not given lies beyond every month, one that cannot be read is undefined. */
function bound(resource: unknown, side: "start" | "end", timezone: string): DaySpan | undefined {
  if (at(resource, "period", side) === undefined) return beyond[side];
  return daySpan(textAt(resource, "period", side), timezone);
}

/**
 * The payer of a whole month out of all coverages, or undefined where the chart cannot say. Part B: an
 * Advantage plan takes only people who have it (42 CFR 422.50(a)(1)); traditional Medicare needs a class that
 * names it; no answer is not "no". A chart without coverage names no payer, least of all a commercial one.
 */
export function payerOf(coverages: readonly ReadCoverage[]): Payer | undefined {
  const [certain, possible] = [of(coverages, "whole"), of(coverages, "perhaps")];
  const has = (kind: Kind) => certain.some((one) => one.kind === kind);
  const plan = (kind: Kind) => planAmong([...certain, ...possible], kind);
  if (has("medicare_advantage"))
    return { type: "medicare_advantage", part_b: true, ...plan("medicare_advantage") };
  if (possible.some(({ kind }) => kind === "medicare_advantage")) return undefined;
  const partB = certain.some((one) => one.partB && mayBeMedicare.includes(one.kind)) ? { part_b: true } : {};
  if (has("medicare_ffs")) return { type: "medicare_ffs", ...partB };
  if (has("commercial") && !has("unclear") && possible.length === 0)
    return { type: "commercial", ...plan("commercial") };
  return "part_b" in partB ? partB : undefined;
}

/** The plan, where every Coverage of this kind that may hold in the month names the same one. */
function planAmong(coverages: readonly ReadCoverage[], kind: Kind): Pick<Payer, "plan"> {
  const plan = onlyOne(coverages.filter((one) => one.kind === kind).map((one) => one.plan));
  return plan === null ? {} : { plan };
}

const mayBeMedicare: readonly Kind[] = ["medicare_ffs", "unclear"];

function of(coverages: readonly ReadCoverage[], inForce: ReadCoverage["inForce"]): readonly ReadCoverage[] {
  return coverages.filter((one) => one.inForce === inForce);
}
