import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { MonthCase, MonthFacts, Readiness } from "../../server/contract/index.ts";
import { evaluate } from "../../server/rules/evaluate.ts";
import { sha256 } from "./digest.ts";
import { arbitraryMonth } from "./month-arbitrary.ts";

const answer = (question: MonthCase): Readiness => evaluate(question, { digest: sha256 });
const unitsOf = (said: Readiness, code: string) => said.codes.find((one) => one.code === code)?.units ?? 0;
/** Of every set the month supports, recommended or shown beside it: the units of a code. */
const unitsSupported = ({ codes, alternatives }: Readiness, wanted: string) =>
  [codes, ...alternatives.map((one) => one.codes)]
    .flat()
    .reduce((most, { code, units }) => (code === wanted ? Math.max(most, units) : most), 0);
/** Units the time of a family's pool reaches. */
const reachedUnits = ({ thresholds }: Readiness, wanted: string) =>
  thresholds.filter(({ code, reached_on }) => code === wanted && reached_on !== null).length;
const familyCodes = ["99490", "99439", "99491", "99437", "99487", "99489"];
const withFacts = (question: MonthCase, facts: MonthFacts): MonthCase => ({ ...question, facts });

/** Recorded whole seconds of an entry, worked out without the engine. */
function recordedSeconds({ start, end, duration_minutes }: NonNullable<MonthFacts["time_entries"]>[number]) {
  if (start && end) return Math.max(0, Math.floor((Date.parse(end) - Date.parse(start)) / 1000));
  return Math.round((duration_minutes ?? 0) * 60);
}

const sum = (lines: readonly { id: string; seconds: number }[], id: string) =>
  lines.filter((line) => line.id === id).reduce((total, { seconds }) => total + seconds, 0);

describe("for every month", () => {
  it("units times their minutes never exceed the pool, and no more than one family is reported", () => {
    fc.assert(
      fc.property(arbitraryMonth, (question) => {
        const said = answer(question);
        const units = (code: string) => unitsOf(said, code);
        const { pooled, practitioner } = said.minutes;
        expect((units("99490") + units("99439")) * 20).toBeLessThanOrEqual(pooled);
        expect((units("99491") + units("99437")) * 30).toBeLessThanOrEqual(practitioner);
        expect(units("99487") * 60 + units("99489") * 30).toBeLessThanOrEqual(pooled);
        const families = [0, 2, 4].filter((at) =>
          familyCodes.slice(at, at + 2).some((code) => units(code) > 0),
        );
        expect(families.length).toBeLessThanOrEqual(1);
        for (const base of ["99490", "99491", "99487"]) expect(units(base)).toBeLessThanOrEqual(1);
        expect(units("99439")).toBeLessThanOrEqual(2);
        expect(units("99437")).toBeLessThanOrEqual(2);
      }),
    );
  });

  it("recorded seconds are counted and excluded seconds", () => {
    fc.assert(
      fc.property(arbitraryMonth, (question) => {
        const { counted_entries, excluded_entries } = answer(question);
        for (const entry of question.facts.time_entries ?? []) {
          const placed = sum(counted_entries, entry.id) + sum(excluded_entries, entry.id);
          expect(placed).toBe(recordedSeconds(entry));
        }
        for (const { seconds } of [...counted_entries, ...excluded_entries]) {
          expect(seconds).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });

  it("counted entries add up to the pooled minutes", () => {
    fc.assert(
      fc.property(arbitraryMonth, (question) => {
        const { counted_entries, minutes } = answer(question);
        const seconds = counted_entries.reduce((total, entry) => total + entry.seconds, 0);
        expect(Math.floor(seconds / 60)).toBe(minutes.pooled);
      }),
    );
  });

  it("no pool is larger than the union, and both together are no smaller", () => {
    fc.assert(
      fc.property(arbitraryMonth, (question) => {
        const { clinical_staff, practitioner, pooled } = answer(question).minutes;
        expect(Math.max(clinical_staff, practitioner)).toBeLessThanOrEqual(pooled);
        expect(clinical_staff + practitioner + 2).toBeGreaterThan(pooled);
      }),
    );
  });

  it("no code is ready unless eligible, and none both ready and short of its first unit", () => {
    fc.assert(
      fc.property(arbitraryMonth, (question) => {
        const said = answer(question);
        if (said.eligible !== true) expect(said.codes).toEqual([]);
        if (unitsOf(said, "99490") === 1) {
          expect(said.blocked.filter(({ code }) => code === "99490")).toEqual([]);
        }
      }),
    );
  });

  it("the order of lists changes nothing, not even the hash", () => {
    fc.assert(
      fc.property(arbitraryMonth, fc.infiniteStream(fc.nat()), (question, stream) => {
        const turned = withFacts(question, shuffled(question.facts, stream));
        expect(answer(turned)).toEqual(answer(question));
      }),
    );
  });

  it("a fact nobody knows never adds a unit", () => {
    fc.assert(
      fc.property(arbitraryMonth, fc.nat(), (question, pick) => {
        const before = answer(question);
        const paths = knownFacts(question.facts);
        const path = paths[pick % paths.length] ?? [];
        const after = answer(withFacts(question, forgetting(question.facts, path)));
        for (const code of familyCodes) {
          expect(unitsOf(after, code)).toBeLessThanOrEqual(unitsSupported(before, code));
        }
      }),
      { numRuns: 1000 },
    );
  });

  it("one more exclusion never adds a unit", () => {
    fc.assert(
      fc.property(arbitraryMonth, fc.nat(), (question, pick) => {
        const list = question.facts.time_entries ?? [];
        const excluded = list.map((entry, index) =>
          index === pick % list.length ? { ...entry, location: "IN" } : entry,
        );
        const after = answer(withFacts(question, { ...question.facts, time_entries: excluded }));
        expect(after.minutes.pooled).toBeLessThanOrEqual(answer(question).minutes.pooled);
        for (const code of familyCodes) {
          expect(reachedUnits(after, code)).toBeLessThanOrEqual(reachedUnits(answer(question), code));
        }
      }),
    );
  });
});

/** Every list of the facts in another order. */
function shuffled(facts: MonthFacts, stream: fc.Stream<number>): MonthFacts {
  const turn = <Item>(list: readonly Item[] | undefined) => {
    const keys = [...stream.take(list?.length ?? 0)];
    return list
      ?.map((item, index) => ({ item, key: keys[index] ?? 0 }))
      .sort((one, other) => one.key - other.key)
      .map(({ item }) => item);
  };
  return {
    ...facts,
    time_entries: turn(facts.time_entries),
    conditions: turn(facts.conditions),
    stays: turn(facts.stays),
    other_services: turn(facts.other_services),
    prior_ccm_claims_this_month: turn(facts.prior_ccm_claims_this_month),
  };
}

/** Facts that mean nothing by their absence, or that say when the answer was asked for. */
const optional = new Set([
  "icd10",
  "snomed",
  "label",
  "plan",
  "specialty",
  "gpci",
  "location",
  "credential",
  "employer",
  "recorded",
  "date",
  "duration_minutes",
  "patients_sharing",
  "given_by",
  "change_this_month",
]);
/** What an item of a list cannot lack, or may lack without meaning anything. */
const ofItems = new Set(["id", "code", "type", "from", "status"]);

/** Paths of every fact that is known and could be not known. */
function knownFacts(value: unknown, path: readonly string[] = []): string[][] {
  if (Array.isArray(value)) return value.flatMap((item, index) => knownFacts(item, [...path, String(index)]));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, field]) => {
    if (optional.has(key) || (ofItems.has(key) && path.length > 1)) return [];
    return [[...path, key], ...knownFacts(field, [...path, key])];
  });
}

function forgetting(facts: MonthFacts, path: readonly string[]): MonthFacts {
  const copy = structuredClone(facts);
  let owner: unknown = copy;
  for (const key of path.slice(0, -1)) owner = Object(owner)[key];
  delete Object(owner)[path.at(-1) ?? ""];
  return copy;
}
