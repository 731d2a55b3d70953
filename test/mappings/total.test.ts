import fc from "fast-check";
import { expect, it } from "vitest";
import type { ChartReads } from "../../fhir-mappings/chart-reads.ts";
import { assembleFacts } from "../../fhir-mappings/month-facts.ts";
import { writeMonthTask } from "../../fhir-mappings/month-task.ts";
import { ChartType, MonthFacts, PatientLine, ReadOutcome } from "../../server/contract/index.ts";
import { chart, identifierOf, inputOf, patient } from "./chart.builder.ts";
import { monthRecord } from "./records.arbitrary.ts";

/* However an EHR mangles a chart, facts come out, and they are facts the contract allows. */

/** One change: walk down by these turns, then put the value there, or drop what stands there. */
interface Mutation {
  readonly turns: readonly number[];
  readonly value: unknown;
}

const oddDate = fc.constantFrom(
  "2026",
  "2026-13",
  "2026-02-30",
  "9999-12-31",
  "0000-00-00",
  "2026-03-10T10:00:00",
  "",
);
const mutation: fc.Arbitrary<Mutation> = fc.record({
  turns: fc.array(fc.nat(40), { minLength: 1, maxLength: 7 }),
  value: fc.oneof(fc.constant(undefined), fc.jsonValue({ maxDepth: 2 }), oddDate),
});

function mutate(value: unknown, { turns, value: odd }: Mutation): unknown {
  const [turn, ...rest] = turns;
  if (turn === undefined || typeof value !== "object" || value === null) return odd;
  const keys = Object.keys(value);
  const key = keys[turn % Math.max(keys.length, 1)];
  if (key === undefined) return odd;
  const inside: unknown = Reflect.get(value, key);
  const changed = rest.length === 0 ? odd : mutate(inside, { turns: rest, value: odd });
  if (Array.isArray(value))
    return value.map((one: unknown, index) => (String(index) === key ? changed : one));
  return { ...value, [key]: changed };
}

const [sample] = fc.sample(monthRecord, { numRuns: 1, seed: 3 });
const monthTask = sample && {
  ...writeMonthTask({
    record: { ...sample, month: "2026-03" },
    patient,
    identifier: identifierOf("month", "2026-03"),
  }),
  id: "month",
};
const whole = chart({ Task: [...chart().Task.resources, monthTask] });

function mangled(mutations: readonly Mutation[]): ChartReads {
  const all: unknown = ChartType.options.map((type) => whole[type].resources);
  const changed = mutations.reduce(mutate, all);
  const list = Array.isArray(changed) ? changed : [];
  return chart(
    Object.fromEntries(
      ChartType.options.map((type, index) => [type, Array.isArray(list[index]) ? list[index] : []]),
    ),
  );
}

it("the unmangled chart holds everything", () => {
  const { facts, shown } = assembleFacts(inputOf(mangled([])));
  expect(facts).toMatchObject({ payer: { type: "medicare_ffs" }, consent: { status: "active" } });
  expect(shown.month).toMatchObject({ reference: "Task/month", record: { month: "2026-03" } });
  expect(shown.setAside).toEqual([]);
});

it("never throws, and never says what the contract does not allow", () => {
  fc.assert(
    fc.property(fc.array(mutation, { minLength: 1, maxLength: 5 }), (mutations) => {
      const { facts, shown } = assembleFacts(inputOf(mangled(mutations)));
      expect(MonthFacts.safeParse(facts).error).toBeUndefined();
      if (shown.patient) expect(PatientLine.safeParse({ key: "k", ...shown.patient }).error).toBeUndefined();
      for (const read of Object.values(shown.reads)) expect(ReadOutcome.options).toContain(read.outcome);
    }),
    { numRuns: 3000 },
  );
});

it("never throws over resources that are anything at all", () => {
  fc.assert(
    fc.property(fc.constantFrom(...ChartType.options), fc.array(fc.jsonValue()), (type, resources) => {
      expect(
        MonthFacts.safeParse(assembleFacts(inputOf(chart({ [type]: resources }))).facts).error,
      ).toBeUndefined();
    }),
  );
});

it("shows our month's Task by its identifier even where its content cannot be read", () => {
  const unread = { ...monthTask, status: "draft" };
  const { shown } = assembleFacts(inputOf(chart({ Task: [unread] })));
  expect(shown.month).toEqual({ reference: "Task/month", version: null, record: null });
  expect(assembleFacts(inputOf(chart({ Task: [unread] }), { month: "2026-02" })).shown.month).toBeNull();
});

it("sets an unreadable Task of ours aside in the month it bears the identifier or the period of", () => {
  const unread = { ...monthTask, status: "draft" };
  const asideIn = (task: object, month: string) =>
    assembleFacts(inputOf(chart({ Task: [task] }), { month })).shown.setAside;
  const moved = { ...unread, executionPeriod: { start: "2025-12-01", end: "2025-12-31" } };
  expect(asideIn(unread, "2026-03")).toEqual([
    {
      artefact: "month",
      reference: "Task/month",
      version: null,
      kind: "unusable",
      why: "Its status is not one CareMonth writes.",
    },
  ]);
  expect(asideIn(unread, "2026-01")).toEqual([]);
  expect([asideIn(moved, "2026-03"), asideIn(moved, "2025-12"), asideIn(moved, "2026-01")]).toMatchObject([
    [{ reference: "Task/month" }],
    [{ reference: "Task/month" }],
    [],
  ]);
});
