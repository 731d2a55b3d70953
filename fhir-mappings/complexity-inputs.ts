import type { TaskInput } from "fhir/r4";
import type { ComplexityAnswer, MonthRecord } from "../server/contract/index.ts";
import { at, oneOf } from "./fhir-node.ts";
import { referenceOf } from "./references.ts";
import { codedInput, codeOfInput, input, inputOf, inputsOf, spoken } from "./task-inputs.ts";

type Complexity = MonthRecord["complexity"];

const answers: readonly ComplexityAnswer[] = ["straightforward", "low", "moderate", "high", "not_known"];

/** What was answered about the month's decision complexity, and whose decisions they were; none for null. */
export function writeComplexity(complexity: Complexity): TaskInput[] {
  if (complexity === null) return [];
  return [
    codedInput("complexity", complexity.answer),
    input("complexity-by", { valueReference: { reference: complexity.person } }),
  ];
}

/** The answer in words; empty for null. */
export function spokenComplexity(complexity: Complexity): string {
  return complexity === null ? "" : spoken(complexity.answer);
}

/** The answer a Task's inputs hold; null when there is none, undefined when what is there cannot be read. */
export function readComplexity(task: unknown): Complexity | undefined {
  if (inputsOf(task, "complexity").length === 0 && inputsOf(task, "complexity-by").length === 0) return null;
  const answer = oneOf(answers, codeOfInput(inputOf(task, "complexity"), "complexity"));
  const person = referenceOf(at(inputOf(task, "complexity-by"), "valueReference"));
  return answer === undefined || person === undefined ? undefined : { answer, person };
}
