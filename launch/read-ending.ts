import type { ChartType, ReadOutcome } from "../server/contract/index.ts";
import type { EhrAnswer } from "./ehr-client.ts";
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
export function endingOf(type: ChartType, answer: EhrAnswer): ReadEnding {
  if (isSessionOver(answer)) return { outcome: "denied", ...endedWords };
  if (isStatus(answer, [403])) return denied(type);
  if (type !== "Patient" && isStatus(answer, [404])) return unsupported(type);
  if (isStatus(answer, [405, 501])) return unsupported(type);
  return { outcome: "failed", ...failedWords(type, whyNoAnswer(answer)) };
}

/** The ending of a read that this sign-in may not make, or was refused. */
export function denied(type: ChartType): ReadEnding {
  return { outcome: "denied", ...deniedWords(type) };
}

function unsupported(type: ChartType): ReadEnding {
  return { outcome: "unsupported", ...unsupportedWords(type) };
}

/** Whether the EHR no longer knows this sign-in, or it was known beforehand that it would not. */
export function isSessionOver(answer: EhrAnswer): boolean {
  return answer.kind === "no_token" || isStatus(answer, [401]);
}

function isStatus(answer: EhrAnswer, statuses: readonly number[]): boolean {
  return answer.kind === "answered" && statuses.includes(answer.status);
}
