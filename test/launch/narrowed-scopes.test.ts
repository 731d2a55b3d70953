import fc from "fast-check";
import { expect, it } from "vitest";
import { narrowedScopes } from "../../launch/narrowed-scopes.ts";
import { granted, type ScopeInteraction } from "../../launch/scopes.ts";

const before = [
  "launch",
  "openid",
  "patient/Task.crus",
  "patient/CarePlan.rs?category=assess-plan",
  "user/*.r",
];

it.each([
  ["the same", "launch patient/Task.crus", ["launch", "patient/Task.crus"]],
  ["fewer letters", "patient/Task.rs", ["patient/Task.rs"]],
  ["another spelling", "patient/Task.read patient/Task.write", ["patient/Task.rs", "patient/Task.cu"]],
  ["more letters", "patient/Task.cruds", ["patient/Task.crus"]],
  ["a search in it", "patient/Task.rs?status=draft", ["patient/Task.rs?status=draft"]],
  [
    "the search that was in it",
    "patient/CarePlan.rs?category=assess-plan",
    ["patient/CarePlan.rs?category=assess-plan"],
  ],
  ["another search than was in it", "patient/CarePlan.s?category=x", []],
  ["no search any more", "patient/CarePlan.s", []],
  ["one type out of all", "patient/Consent.rs", ["patient/Consent.r"]],
  ["all types", "patient/*.rs", ["patient/*.r"]],
  ["a type that was not there", "system/Task.d", []],
  ["words nobody knows", "patient/Task.x offline_access constructor", []],
  ["nothing", " ", []],
])("of an answer with %s", (_, answered, kept) => {
  expect(narrowedScopes(before, answered)).toEqual(kept);
});

const letters: readonly ScopeInteraction[] = ["c", "r", "u", "d", "s"];
const scope = fc
  .tuple(
    fc.constantFrom("patient", "user"),
    fc.constantFrom("Task", "CarePlan", "*"),
    fc.constantFrom("rs", "cruds", "r", "cu", "read", "write", "*"),
    fc.constantFrom("", "?a=b"),
  )
  .map(([level, type, rights, query]) => `${level}/${type}.${rights}${query}`);

it("never gives a right that was not there before", () => {
  const rank = { none: 0, some: 1, all: 2 };
  fc.assert(
    fc.property(fc.array(scope), fc.array(scope), (had, answered) => {
      const kept = narrowedScopes(had, answered.join(" "));
      for (const type of ["Task", "CarePlan", "Consent"])
        for (const letter of letters)
          expect(rank[granted(kept, type, letter)]).toBeLessThanOrEqual(rank[granted(had, type, letter)]);
    }),
  );
});
