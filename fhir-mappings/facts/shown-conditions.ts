import { type ReadCondition, readCondition } from "../condition.ts";
import type { Chart } from "./chart.ts";
import { wordOn } from "./condition-facts.ts";
import { isPractitionersWord } from "./practitioners-word.ts";

/** A condition as the screen lists it: whether it can count toward the two, and why or why not. */
export interface ShownCondition {
  readonly reference: string | null;
  readonly label: string;
  readonly counted: boolean;
  readonly why: string;
}

/** Every condition of the chart, with what it counts for. */
export function shownConditions(chart: Chart): ShownCondition[] {
  return chart.reads.Condition.resources.map((resource) => {
    const condition = readCondition(resource);
    return { reference: condition.reference ?? null, label: condition.label, ...judge(chart, condition) };
  });
}

const nobody = "Nobody has yet confirmed that it is expected to last 12 months.";
const active: readonly unknown[] = ["active", "recurrence", "relapse"];

/** The same tests the rules apply to one condition; that one disease counts once is for the rules alone. */
function judge(chart: Chart, condition: ReadCondition): Pick<ShownCondition, "counted" | "why"> {
  const why = whyNot(condition) ?? whyUnread(chart);
  if (why !== undefined) return { counted: false, why };
  const word = wordOn(chart, condition);
  if (word === undefined) return { counted: false, why: nobody };
  const by = `by ${word.by} (${word.role}) on ${word.on}`;
  return isPractitionersWord(word)
    ? { counted: true, why: `Confirmed ${by}.` }
    : { counted: false, why: `Proposed ${by}, not yet confirmed by a practitioner.` };
}

/** Nothing counts while the conditions, or the enrolment that confirms them, were not read completely. */
function whyUnread({ reads }: Chart): string | undefined {
  if (reads.Condition.outcome !== "complete") return "Not all conditions could be read, so none counts yet.";
  return reads.Task.outcome === "complete"
    ? undefined
    : "The enrolment that may confirm it could not be read.";
}

function whyNot({ reading }: ReadCondition): string | undefined {
  if (reading.kind === "not_evidence") return reading.why;
  const { clinical_status: clinical, verification_status: verification, icd10 } = reading.fact;
  if (clinical === undefined) return "The record does not say whether it is still active.";
  if (!active.includes(clinical)) return `The record says ${clinical}.`;
  if (verification === undefined) return "The record does not say whether it is confirmed.";
  if (verification !== "confirmed") return `The record says ${verification}.`;
  return /^[RSTV-Z]/.test(icd10 ?? "") ? `${icd10} names no chronic disease.` : undefined;
}
