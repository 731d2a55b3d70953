import type { ReadOutcome, ReadType } from "../server/contract/index.ts";
import type { EhrAnswer } from "./ehr-client.ts";
import { ehrProblem } from "./ehr-problem.ts";
import {
  deniedWords,
  endedWords,
  failedWords,
  type ReadWords,
  unsupportedWords,
  whyNoAnswer,
} from "./read-words.ts";

/** How a read ended, and the words for it. */
export interface ReadEnding extends ReadWords {
  readonly outcome: ReadOutcome;
}

export const complete: ReadEnding = { outcome: "complete", detail: "", advice: "" };

/** The ending of a read whose first answer was not a success. */
export function endingOf(type: ReadType, answer: EhrAnswer): ReadEnding {
  const problem = ehrProblem(answer, type === "Patient" ? "resource" : "type");
  switch (problem.kind) {
    case "session_over":
      return { outcome: "denied", ...endedWords };
    case "denied":
      return denied(type);
    case "break_the_glass":
      return { outcome: "denied", detail: problem.message, advice: problem.advice };
    case "unsupported":
      return unsupported(type);
    default:
      return { outcome: "failed", ...failedWords(type, whyNoAnswer(problem)) };
  }
}

/** The ending of a read that this sign-in may not make, or was refused. */
export function denied(type: ReadType): ReadEnding {
  return { outcome: "denied", ...deniedWords(type) };
}

/** The ending of a read of a type that this EHR does not offer to apps. */
export function unsupported(type: ReadType): ReadEnding {
  return { outcome: "unsupported", ...unsupportedWords(type) };
}

/** Whether the EHR no longer knows this sign-in, or it was known beforehand that it would not. */
export function isSessionOver(answer: EhrAnswer): boolean {
  return ehrProblem(answer).kind === "session_over";
}
