import type { ChartType } from "../server/contract/index.ts";
import type { EhrAnswer } from "./ehr-client.ts";
import type { Shortfall } from "./read-pages.ts";

/** Why one read did not end complete, and what to do about it; no PHI and nothing the EHR wrote. */
export interface ReadWords {
  readonly detail: string;
  readonly advice: string;
}

const names: { readonly [Type in ChartType]: string } = {
  Patient: "the patient's details",
  Condition: "conditions",
  Consent: "consents",
  CarePlan: "care plans",
  Encounter: "visits",
  Task: "tasks and recorded time",
  Coverage: "insurance coverage",
};

const reopen = "Reload this page. If it stays like this, open CareMonth again from the chart.";
const checkThere = "Until then, look in the EHR itself before relying on this month.";

/** Words for a sign-in that was not given the right to read a type. */
export function deniedWords(type: ChartType): ReadWords {
  return {
    detail: `This sign-in may not read ${names[type]}, so whether there are any is not known.`,
    advice: `Ask your administrator to let CareMonth read ${names[type]}. ${checkThere}`,
  };
}

/** Words for a read that the EHR cut off because its permission for this launch had run out. */
export const endedWords: ReadWords = {
  detail: "The EHR ended this session while the chart was read.",
  advice: "Open CareMonth again from the chart.",
};

/** Words for a type the EHR does not offer to apps at all. */
export function unsupportedWords(type: ChartType): ReadWords {
  return {
    detail: `This EHR does not offer ${names[type]} to apps, so whether there are any is not known.`,
    advice: "Look in the EHR itself before relying on this month.",
  };
}

/** Words for a read that never gave a usable answer. */
export function failedWords(type: ChartType, why: string): ReadWords {
  return { detail: `Reading ${names[type]} failed: ${why}.`, advice: `${reopen} ${checkThere}` };
}

/** Why an answer was no usable one, as the end of a sentence. */
export function whyNoAnswer(answer: EhrAnswer): string {
  if (answer.kind === "answered") return `the EHR answered with status ${answer.status}`;
  if (answer.kind !== "unreachable") return "the request could not be sent";
  const reasons = {
    timeout: "the EHR did not answer in time",
    refused: "the EHR could not be reached",
    reset: "the connection to the EHR broke off",
    aborted: "the EHR took longer than this screen waits",
    too_large: "the EHR's answer was too large to read",
    over_budget: "the EHR holds more than CareMonth reads at once",
    garbled: "the EHR's answer was not readable text",
  } as const;
  return reasons[answer.reason];
}

/** What a search left out, beyond what its pages tell. */
export type ReadShortfall = Shortfall | "other_patient" | "unusable" | "partial_scope";

const left: { readonly [Why in ReadShortfall]: string } = {
  page_failed: "a later page could not be read",
  session_ended: "the EHR ended this session while the chart was read",
  over_budget: "the EHR holds more than CareMonth reads at once",
  page_limit: "there are more pages than CareMonth reads",
  page_loop: "the EHR's pages lead in a circle",
  next_off_base: "the EHR's next page lies at an address outside itself, which is never followed",
  withheld: "the EHR says that it holds back some of them",
  fewer_than_total: "the EHR counts more of them than it gave",
  other_patient: "the EHR also gave some that are not this patient's; those were not used",
  unusable: "some came without what is needed to name them as evidence; those were not used",
  partial_scope: "this sign-in may read only some of them",
};

/** Words for a read that gave something, but maybe not everything. */
export function incompleteWords(type: ChartType, shortfalls: readonly ReadShortfall[]): ReadWords {
  const reasons = shortfalls.map((why) => left[why]).join("; ");
  return {
    detail: `Not all ${names[type]} may be here: ${reasons}.`,
    advice: adviceFor(shortfalls),
  };
}

function adviceFor(shortfalls: readonly ReadShortfall[]): string {
  if (shortfalls.includes("other_patient")) return wrongPatientAdvice;
  return shortfalls.includes("session_ended") ? endedWords.advice : `${reopen} ${checkThere}`;
}

/** Words for a Patient read that named somebody else. */
export const wrongPatientAdvice =
  "Do not use this month. Close CareMonth, open the chart again, and report it: the EHR sent another patient's data.";
