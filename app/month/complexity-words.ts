import type { ComplexityAnswer } from "../../server/contract/decision-complexity.ts";

/** Every answer in words, in the order in which they are offered. */
const answers: Record<ComplexityAnswer, string> = {
  straightforward: "Straightforward",
  low: "Low complexity",
  moderate: "Moderate complexity",
  high: "High complexity",
  not_known: "Not known",
};

/** The answers to choose from. */
export const complexityOptions = (Object.keys(answers) as ComplexityAnswer[]).map((value) => ({
  value,
  label: answers[value],
}));

/** An answer in words. */
export function complexityWords(answer: ComplexityAnswer): string {
  return answers[answer];
}
