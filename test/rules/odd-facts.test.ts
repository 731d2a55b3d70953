import fc from "fast-check";
import { afterEach, expect, it } from "vitest";
import { MonthCase, Readiness } from "../../server/contract/index.ts";
import { evaluate } from "../../server/rules/evaluate.ts";
import { sha256 } from "./digest.ts";
import { arbitraryMonth } from "./month-arbitrary.ts";
import { answerTo } from "./vector.ts";

const odd = fc.constantFrom<unknown>(
  null,
  true,
  -1,
  0,
  1e9,
  0.1,
  "",
  "__proto__",
  "constructor",
  "toString",
  "0000-01-01",
  "9999-12-31",
  "0000-01-01T00:00:00Z",
  "9999-12-31T23:59:59-12:00",
  "2026-05-12T14:10:00.123456789Z",
  [],
  {},
  [{ code: "99490" }],
  [{ type: "snf_part_a", from: "9999-12-31", to: "0000-01-01" }],
);

function pathsOf(value: unknown, path: readonly string[] = []): string[][] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, field]) => [[...path, key], ...pathsOf(field, [...path, key])]);
}

function bent(question: MonthCase, path: readonly string[], value: unknown): unknown {
  const copy: unknown = structuredClone(question);
  let owner: unknown = copy;
  for (const key of path.slice(0, -1)) owner = Object(owner)[key];
  Object(owner)[path.at(-1) ?? ""] = value;
  return copy;
}

it("answers whatever the schema lets through, in the words of the contract", () => {
  fc.assert(
    fc.property(
      arbitraryMonth,
      fc.array(fc.tuple(fc.nat(), odd), { minLength: 1, maxLength: 4 }),
      (question, changes) => {
        const paths = pathsOf(question).filter(([first]) => first !== "month");
        const changed = changes.reduce<unknown>((now, [pick, value]) => {
          const next = bent(question, paths[pick % paths.length] ?? [], value);
          return MonthCase.safeParse(next).success ? next : now;
        }, question);
        const said = evaluate(MonthCase.parse(changed), { digest: sha256 });
        expect(Readiness.parse(said)).toEqual(said);
      },
    ),
    { numRuns: 1000 },
  );
});

const zone = process.env["TZ"];
afterEach(() => {
  if (zone === undefined) delete process.env["TZ"];
  else process.env["TZ"] = zone;
});

it.each(["UTC", "Pacific/Kiritimati", "America/Anchorage"])(
  "answers the same on a machine in %s",
  (machine) => {
    const months = fc.sample(arbitraryMonth, { seed: 20261121, numRuns: 100 });
    const answers = () => months.map((question) => evaluate(question, { digest: sha256 }));
    const here = answers();
    process.env["TZ"] = machine;
    expect(answers()).toEqual(here);
  },
);

it("tries months of every outcome", () => {
  const months = fc.sample(arbitraryMonth, { seed: 20261121, numRuns: 1000 });
  const units = months.map((question) =>
    evaluate(question, { digest: sha256 }).codes.reduce((sum, { units }) => sum + units, 0),
  );
  expect([...new Set(units)].sort()).toEqual([0, 1, 2, 3]);
});

const thirty = Array.from({ length: 30 }, (_, index) => index + 1);

it.each([
  [
    "work shared by more patients than there are",
    thirty.map((day) => ({
      id: `e${day}`,
      start: `2026-05-${String(day).padStart(2, "0")}T09:00:00Z`,
      end: `2026-05-${String(day).padStart(2, "0")}T09:30:00Z`,
      patients_sharing: Number.MAX_SAFE_INTEGER - 2 * day,
    })),
    {},
  ],
  [
    "a day with more minutes than numbers go",
    [{ start: null, end: null, date: "2026-05-12", duration_minutes: 1e308 }],
    {},
  ],
  [
    "more devices than a function takes arguments",
    [{}],
    { device_days: Array.from({ length: 200_000 }, () => ({ device: "cuff", days: 3 })) },
  ],
])("answers %s", (_, entries, change) => {
  const said = answerTo({ entries, change });
  expect(Readiness.parse(said)).toEqual(said);
});

it("takes a key named like a part of every object for unknown", () => {
  const said = answerTo({ change: { constructor: 1 } });
  expect(said.gaps.map(({ code }) => code)).toEqual(["unrecognised_field"]);
});
