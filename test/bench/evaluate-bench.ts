import { createHash } from "node:crypto";
import { MonthCase } from "../../server/contract/index.ts";
import { evaluate } from "../../server/rules/evaluate.ts";
import base from "../vectors/base-month.json" with { type: "json" };

const cases = 2_000;
const digest = (text: string) => createHash("sha256").update(text).digest("hex");

/** Months with one to forty entries, each a line as the command line reads it. */
function lines(): string[] {
  return Array.from({ length: cases }, (_, index) => {
    const entries = Array.from({ length: 1 + (index % 40) }, (_, at) => ({
      ...base.entry,
      id: `t${at}`,
      start: at10(at, 0),
      end: at10(at, 7),
    }));
    return JSON.stringify({
      id: `c${index}`,
      month: base.month,
      facts: { ...base.facts, time_entries: entries },
    });
  });
}

function at10(entry: number, minute: number): string {
  const day = String(1 + (entry % 28)).padStart(2, "0");
  return `${base.month}-${day}T${10 + Math.floor(entry / 28)}:${String(minute).padStart(2, "0")}:00-05:00`;
}

function seconds(work: () => void): number {
  const start = process.hrtime.bigint();
  work();
  return Number(process.hrtime.bigint() - start) / 1e9;
}

/** The time for all of them, best of five: the least disturbed run on a shared machine. */
function best<Item>(items: readonly Item[], work: (item: Item) => unknown): number {
  const once = () => {
    for (const item of items) work(item);
  };
  return Math.min(...Array.from({ length: 5 }, () => seconds(once)));
}

/** Prints what a patient-month costs, stage by stage, as multiples of parsing its JSON. */
export function benchEvaluate(): void {
  const texts = lines();
  const values: unknown[] = texts.map((text) => JSON.parse(text));
  const parsed = values.map((value) => MonthCase.parse(value));
  const floor = best(texts, (text) => JSON.parse(text));
  const validate = best(values, (value) => MonthCase.parse(value));
  const decide = best(parsed, (one) => evaluate(one, { digest: () => "" }));
  const sealed = best(parsed, (one) => evaluate(one, { digest }));
  const times = (value: number) => `${(value / floor).toFixed(1)} × JSON.parse`;
  console.log(`evaluate, ${cases} months, ${(texts.join("").length / 1e6).toFixed(1)} MB`);
  console.log(`  parse      1.0 × JSON.parse (${((floor / cases) * 1e6).toFixed(0)} µs a month)`);
  console.log(`  validate   ${times(validate)}`);
  console.log(`  decide     ${times(decide)}`);
  console.log(`  hash       ${times(sealed - decide)}`);
  console.log(`  together   ${times(floor + validate + sealed)}  (bar: 10)`);
}
