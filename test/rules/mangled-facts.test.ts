import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MonthCase, Readiness } from "../../server/contract/index.ts";
import { evaluate } from "../../server/rules/evaluate.ts";
import { randomMonth } from "../oracle/random-months.ts";
import { sha256 } from "./digest.ts";

const anything = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, 0, -1, 1e308, 0.1, "", [], {}, [null]),
  fc.string({ maxLength: 5 }),
  fc.jsonValue({ maxDepth: 2 }),
);

const days = ["2026-05-12", "0001-01-01", "9999-12-31", "2024-02-29"];
const instants = ["2026-05-12T09:00:00Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59.999-12:00"];
const numbers = [0, 1, 7, 1e15, Number.MAX_SAFE_INTEGER];
const words = ["", "ccm", "constructor", "__proto__", "\u0000", "99490"];

/** Another value of the same kind, which the schema may well let pass. */
function another(value: unknown, pick: number): unknown {
  const of = (list: readonly unknown[]) => list[pick % list.length];
  if (typeof value === "number") return of(numbers);
  if (typeof value === "boolean") return !value;
  if (typeof value !== "string") return undefined;
  if (value.length === 10 && value.startsWith("20")) return of(days);
  return of(value.startsWith("20") ? instants : words);
}

interface Place {
  readonly owner: object;
  readonly key: string;
}

/** Every place inside the facts whose value could be another. */
function placesIn(value: unknown): Place[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, field]) => [{ owner: value, key }, ...placesIn(field)]);
}

const mangled = fc
  .tuple(randomMonth, fc.array(fc.tuple(fc.nat(), fc.boolean(), anything), { minLength: 1, maxLength: 4 }))
  .map(([{ month, facts }, changes]) => {
    const copy = { month, facts: structuredClone(facts) };
    for (const [pick, sameKind, value] of changes) {
      const places = placesIn(copy.facts);
      const place = places[pick % places.length];
      if (!place) continue;
      const { owner, key } = place;
      Reflect.set(owner, key, sameKind ? another(Reflect.get(owner, key), pick) : value);
    }
    return copy;
  });

describe("facts with anything at all in any place", () => {
  it("are refused with the place that is wrong, or answered; never thrown at", () => {
    const seen = { refused: 0, answered: 0 };
    const property = fc.property(mangled, (question) => {
      const read = MonthCase.safeParse(question);
      if (read.success) {
        seen.answered += 1;
        Readiness.parse(evaluate(read.data, { digest: sha256 }));
      } else {
        seen.refused += 1;
        for (const { path } of read.error.issues) expect(path[0]).toBe("facts");
      }
    });
    fc.assert(property, { seed: 6, numRuns: 1000 });
    expect(Math.min(seen.answered, seen.refused)).toBeGreaterThan(100);
  });
});
