import { createHash } from "node:crypto";
import { MonthCase } from "../../server/contract/index.ts";
import { evaluate } from "../../server/rules/evaluate.ts";
import base from "../vectors/base-month.json" with { type: "json" };
import { ratiosToFirst } from "./interleaved.ts";

const cases = 1_000;
const digest = (text: string) => createHash("sha256").update(text).digest("hex");

/** Months with one to forty entries and dates and lengths of their own, each a line as the command line reads it. */
function lines(): string[] {
  return Array.from({ length: cases }, (_, index) => {
    const entries = Array.from({ length: 1 + (index % 40) }, (_, at) => ({
      ...base.entry,
      id: `t${at}`,
      start: at10(at, 0),
      end: at10(at, 3 + ((index + at) % 9)),
    }));
    const day = `2026-02-${String(1 + (index % 28)).padStart(2, "0")}`;
    const { facts } = base;
    return JSON.stringify({
      id: `c${index}`,
      month: base.month,
      facts: {
        ...facts,
        ccm_enrollment_start: day,
        consent: { ...facts.consent, obtained: `${day}T09:30:00-06:00` },
        care_plan: { ...facts.care_plan, established: day },
        time_entries: entries,
      },
    });
  });
}

function at10(entry: number, minute: number): string {
  const day = String(1 + (entry % 28)).padStart(2, "0");
  return `${base.month}-${day}T${10 + Math.floor(entry / 28)}:${String(minute).padStart(2, "0")}:00-05:00`;
}

const each =
  <Item>(items: readonly Item[], work: (item: Item) => unknown) =>
  () => {
    for (const item of items) work(item);
  };

/** Prints what a patient-month costs, stage by stage, as multiples of parsing its JSON. */
export function benchEvaluate(): void {
  const texts = lines();
  const values: unknown[] = texts.map((text) => JSON.parse(text));
  const parsed = values.map((value) => MonthCase.parse(value));
  const sealed = parsed.map((one) => sealedText(one));
  const ratios = ratiosToFirst({
    parse: each(texts, (text) => JSON.parse(text)),
    validate: each(values, (value) => MonthCase.parse(value)),
    evaluate: each(parsed, (one) => evaluate(one, { digest: () => "" })),
    hash: each(sealed, digest),
    together: each(texts, (text) => evaluate(MonthCase.parse(JSON.parse(text)), { digest })),
  });
  console.log(`evaluate, ${cases} months, ${(texts.join("").length / 1e6).toFixed(1)} MB`);
  for (const [stage, ratio] of Object.entries(ratios)) {
    console.log(
      `  ${stage.padEnd(9)} ${ratio.toFixed(1)} × JSON.parse${stage === "together" ? " (bar: 10)" : ""}`,
    );
  }
}

/** What the digest is taken of. */
function sealedText(question: MonthCase): string {
  let text = "";
  evaluate(question, {
    digest: (canonical) => {
      text = canonical;
      return "";
    },
  });
  return text;
}
