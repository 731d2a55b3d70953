import * as z from "zod";
import { MonthCase, type Readiness } from "../../server/contract/index.ts";
import { evaluate } from "../../server/rules/evaluate.ts";
import base from "../vectors/base-month.json" with { type: "json" };
import { sha256 } from "./digest.ts";

const Json = z.record(z.string(), z.json());
const Lines = z.array(z.string());

/** What a vector expects, in the words of a biller's table. Lists are exact; a key left out is not checked. */
const Expectation = z.strictObject({
  eligible: z.boolean().nullable().optional(),
  minutes: z.tuple([z.int(), z.int(), z.int()]).optional(),
  codes: z.string().optional(),
  amount: z.number().nullable().optional(),
  blocked: Lines.optional(),
  gaps: Lines.optional(),
  excluded: Lines.optional(),
  undetermined: Lines.optional(),
  contested: Lines.optional(),
  siblings: Lines.optional(),
  alternatives: Lines.optional(),
  next: Lines.optional(),
  date_of_service: z.tuple([z.string().nullable(), z.string().nullable()]).optional(),
  claim_pos: z.string().optional(),
  curable: z.boolean().optional(),
});
type Expectation = z.infer<typeof Expectation>;

/** One line of a table: the base patient-month, what is different, and what is expected. */
export const Vector = z.strictObject({
  case: z.string(),
  month: z.string().optional(),
  /** Dotted path → value. */
  change: Json.optional(),
  /** Dotted paths of facts nobody knows. */
  without: Lines.optional(),
  /** What differs from the base entry, entry by entry; the base entry itself when left out. */
  entries: z.array(Json).optional(),
  expect: Expectation,
});
export type Vector = z.infer<typeof Vector>;

interface Change {
  readonly month?: string | undefined;
  readonly change?: Readonly<Record<string, unknown>> | undefined;
  readonly without?: readonly string[] | undefined;
  readonly entries?: readonly object[] | undefined;
}

/** The base patient-month with the changes of a vector, checked against the contract. */
export function monthOfVector({ month, change, without, entries = [{}] }: Change): MonthCase {
  const facts = structuredClone(base.facts);
  const listed = entries.map((entry) => ({ ...structuredClone(base.entry), ...entry }));
  const changed = { ...facts, time_entries: listed };
  for (const [path, value] of Object.entries(change ?? {})) put(changed, path.split("."), value);
  for (const path of without ?? []) drop(changed, path.split("."));
  return MonthCase.parse({ month: month ?? base.month, facts: changed });
}

/** The engine's answer to a vector, by the rules in force or by a version of them. */
export function answerTo(change: Change, rule_set?: string): Readiness {
  const options = rule_set === undefined ? { digest: sha256 } : { digest: sha256, policy: { rule_set } };
  return evaluate(monthOfVector(change), options);
}

function ownerOf(facts: object, path: readonly string[]): Record<string, unknown> {
  let owner: unknown = facts;
  for (const key of path.slice(0, -1)) owner = Object(owner)[key];
  if (typeof owner !== "object" || owner === null) throw new Error(`no such fact: ${path.join(".")}`);
  return owner as Record<string, unknown>;
}

function put(facts: object, path: readonly string[], value: unknown): void {
  ownerOf(facts, path)[path.at(-1) ?? ""] = value;
}

function drop(facts: object, path: readonly string[]): void {
  const owner = ownerOf(facts, path);
  const key = path.at(-1) ?? "";
  if (!(key in owner)) throw new Error(`nothing to drop at ${path.join(".")}`);
  delete owner[key];
}

const inLines = (codes: Readiness["codes"]) =>
  codes.map(({ code, units }) => `${code} x ${units}`).join(", ");

/** An answer in the words of the tables, so that the two can be compared whole. */
export function inWords(said: Readiness): Required<Expectation> {
  const { minutes } = said;
  return {
    eligible: said.eligible,
    minutes: [minutes.clinical_staff, minutes.practitioner, minutes.pooled],
    codes: inLines(said.codes),
    amount: said.amount_usd,
    blocked: said.blocked.map(({ code, reason }) => `${code} ${reason}`),
    gaps: said.gaps.map(({ code }) => code).sort(),
    excluded: said.excluded_entries.map(({ id, reason, seconds }) => `${id} ${reason} ${seconds}`),
    undetermined: said.undetermined.map(({ what }) => what),
    contested: said.contested.map(({ point }) => point),
    siblings: said.sibling_programs.map(({ program }) => program),
    alternatives: said.alternatives.map(({ codes, amount_usd }) => `${inLines(codes)} = ${amount_usd}`),
    next: said.next.map(({ code, minutes_short, by }) => `${code} ${minutes_short} ${by}`),
    date_of_service: [said.date_of_service.earliest, said.date_of_service.latest],
    claim_pos: said.claim_pos ?? "",
    curable: said.curable,
  };
}

/** The part of an answer that a vector speaks of, and what it expects there. */
export function compared(said: Readiness, expected: Expectation): [Expectation, Expectation] {
  const words = Object.entries(inWords(said)).filter(([key]) => key in expected);
  const sorted = expected.gaps ? { ...expected, gaps: expected.gaps.toSorted() } : expected;
  return [Object.fromEntries(words), sorted];
}
