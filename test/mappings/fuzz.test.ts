import fc from "fast-check";
import { expect, it } from "vitest";
import { ChartType, type ReadOutcome } from "../../server/contract/index.ts";
import { chart, type Resources } from "./chart.builder.ts";
import { codesOf } from "./documented-month.ts";

/*
 * 2,000 charts with elements deleted and mangled at random: nothing throws, and losing what a month needs never
 * makes it ready. The generator walks into the documented chart, so that most changes hit what counts.
 */

/** `npm run assurance` asks for more charts than a developer waits for. */
const runs = { numRuns: Number(process.env["FUZZ_CHARTS"] ?? 400) };
const whole = chart();

/** Where in the chart something is changed: a type, and turns to take on the way down. */
interface Place {
  readonly type: ChartType;
  readonly turns: readonly number[];
}

const place: fc.Arbitrary<Place> = fc.record({
  type: fc.constantFrom(...ChartType.options),
  turns: fc.array(fc.nat(30), { minLength: 1, maxLength: 6 }),
});
const odd = fc.oneof(
  fc.constantFrom(
    "",
    "2026",
    "2026-13",
    "entered-in-error",
    "active",
    "Patient/p2",
    "#p1",
    "\u202e",
    0,
    true,
    null,
  ),
  fc.jsonValue({ maxDepth: 2 }),
);

/** A copy without, or with another value of, what stands at the end of the turns. */
function changed(value: unknown, turns: readonly number[], put: readonly [] | readonly [unknown]): unknown {
  const [turn, ...rest] = turns;
  if (turn === undefined || typeof value !== "object" || value === null)
    return put.length === 0 ? value : put[0];
  const keys = Object.keys(value);
  const key = keys[turn % Math.max(keys.length, 1)];
  if (key === undefined) return value;
  const entries = Object.entries(value).flatMap(([name, part]): [string, unknown][] => {
    if (name !== key) return [[name, part]];
    if (rest.length > 0 && typeof part === "object" && part !== null)
      return [[name, changed(part, rest, put)]];
    return put.length === 0 ? [] : [[name, put[0]]];
  });
  return Array.isArray(value) ? entries.map(([, part]) => part) : Object.fromEntries(entries);
}

function changedChart(
  resources: Resources,
  { type, turns }: Place,
  put: readonly [] | readonly [unknown],
): Resources {
  const next = changed(resources[type] ?? whole[type].resources, turns, put);
  return { ...resources, [type]: Array.isArray(next) ? next : [] };
}

const mangling = fc.array(fc.tuple(place, fc.oneof(fc.constant<[]>([]), fc.tuple(odd))), { maxLength: 3 });
const mangledChart: fc.Arbitrary<Resources> = mangling.map((changes) =>
  changes.reduce<Resources>((before, [at, put]) => changedChart(before, at, put), {}),
);

/** Elements that speak for a month. Without them it may stay as it was or lose codes. */
const positive: Readonly<Record<ChartType, readonly string[]>> = {
  Patient: ["id", "resourceType"],
  Condition: ["code", "clinicalStatus", "verificationStatus", "subject", "id", "resourceType"],
  Consent: ["status", "dateTime", "provision", "category", "identifier", "patient", "id", "resourceType"],
  CarePlan: ["status", "intent", "note", "period", "identifier", "subject", "id", "resourceType"],
  Encounter: [],
  Task: ["status", "intent", "executionPeriod", "owner", "input", "authoredOn", "for", "id", "resourceType"],
  Coverage: ["status", "type", "class", "beneficiary", "id", "resourceType"],
};
const required = ChartType.options.flatMap((type) => positive[type].map((element) => ({ type, element })));

function without(resources: Resources, { type, element }: { type: ChartType; element: string }): Resources {
  const all = resources[type] ?? whole[type].resources;
  return { ...resources, [type]: all.map((one) => withoutElement(one, element)) };
}

function withoutElement(resource: unknown, element: string): unknown {
  if (typeof resource !== "object" || resource === null) return resource;
  return Object.fromEntries(Object.entries(resource).filter(([name]) => name !== element));
}

it("the chart that is changed supports a code to begin with", () => {
  expect(codesOf({})).toEqual(["99490"]);
});

it("the changes reach what counts: many of them take the code away, many leave it", () => {
  const ready = fc.sample(mangledChart, { numRuns: 300, seed: 4 }).filter((one) => codesOf(one).length > 0);
  expect(ready.length).toBeGreaterThan(60);
  expect(ready.length).toBeLessThan(240);
});

it("nothing throws, and deleting what a month needs never adds a code", () => {
  fc.assert(
    fc.property(mangledChart, fc.constantFrom(...required), (resources, element) => {
      expect(codesOf(resources)).toEqual(expect.arrayContaining(codesOf(without(resources, element))));
    }),
    runs,
  );
});

it("a read denied, failed, unsupported or cut short never adds a code, whatever else is wrong", () => {
  const outcome = fc.constantFrom<ReadOutcome[]>("incomplete", "denied", "unsupported", "failed");
  fc.assert(
    fc.property(mangledChart, fc.constantFrom(...ChartType.options), outcome, (resources, type, ended) => {
      expect(codesOf(resources)).toEqual(expect.arrayContaining(codesOf(resources, { [type]: ended })));
      expect(codesOf(resources, { [type]: ended })).toEqual([]);
    }),
    runs,
  );
});
