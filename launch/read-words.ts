import type { ReadType } from "../server/contract/index.ts";
import type { EhrProblem } from "./ehr-problem.ts";
import type { Shortfall } from "./read-pages.ts";

/** Why one read did not end complete, and what to do about it; no PHI and nothing the EHR wrote. */
export interface ReadWords {
  readonly detail: string;
  readonly advice: string;
}

const names: { readonly [Type in ReadType]: string } = {
  Patient: "the patient's details",
  Condition: "conditions",
  Consent: "consents",
  CarePlan: "care plans",
  Encounter: "visits",
  Task: "tasks and recorded time",
  Coverage: "insurance coverage",
  Goal: "goals",
  CareTeam: "care teams",
  MedicationRequest: "prescriptions",
  AllergyIntolerance: "allergies",
  Procedure: "procedures",
  Observation: "laboratory results and vital signs of the last 12 months",
  DocumentReference: "clinical notes",
  QuestionnaireResponse: "answered questionnaires",
  Claim: "claims",
  ExplanationOfBenefit: "claims decided by the payer",
  ServiceRequest: "orders",
  EpisodeOfCare: "care episodes",
};

const reopen = "Reload this page. If it stays like this, open CareMonth again from the chart.";
const checkThere = "Until then, look in the EHR itself before relying on this month.";

/** Words for a sign-in that was not given the right to read a type. */
export function deniedWords(type: ReadType): ReadWords {
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
export function unsupportedWords(type: ReadType): ReadWords {
  return {
    detail: `This EHR does not offer ${names[type]} to apps, so whether there are any is not known.`,
    advice: "Look in the EHR itself before relying on this month.",
  };
}

/** Words for a read that never gave a usable answer. */
export function failedWords(type: ReadType, why: string): ReadWords {
  return { detail: `Reading ${names[type]} failed: ${why}.`, advice: `${reopen} ${checkThere}` };
}

/** Why an answer was no usable one, as the end of a sentence. */
export function whyNoAnswer({ message, status }: EhrProblem): string {
  const clause = `${message.charAt(0).toLowerCase()}${message.slice(1).replace(/\.$/, "")}`;
  return status === null ? clause : `${clause} (status ${status})`;
}

/** What a search left out, beyond what its pages tell. */
export type ReadShortfall =
  | Shortfall
  | "other_patient"
  | "other_type"
  | "unusable"
  | "partial_scope"
  | "search_failed"
  | "search_denied";

const left: { readonly [Why in ReadShortfall]: string } = {
  page_failed: "a later page could not be read",
  page_expired: "the EHR no longer kept its later pages, and not when it was asked again either",
  session_ended: "the EHR ended this session while the chart was read",
  over_budget: "the EHR holds more than CareMonth reads at once",
  page_limit: "there are more pages than CareMonth reads",
  page_loop: "the EHR's pages lead in a circle",
  next_off_base: "the EHR's next page lies at an address outside itself, which is never followed",
  withheld: "the EHR says that it holds back some of them",
  fewer_than_total: "the EHR counts more of them than it gave",
  other_patient: "the EHR also gave some that are not this patient's; those were not used",
  unusable: "some came without what is needed to name them as evidence; those were not used",
  other_type: "the EHR also gave what CareMonth did not ask for, so it may have answered something else",
  search_denied: "the EHR refused one of the searches that bring them together to this sign-in",
  search_failed: "one of the searches that bring them together failed",
  partial_scope: "this sign-in may read only some of them",
};

/** Words for a read that gave something, but maybe not everything. */
export function incompleteWords(type: ReadType, shortfalls: readonly ReadShortfall[]): ReadWords {
  const reasons = shortfalls.map((why) => left[why]).join("; ");
  return {
    detail: `Not all ${names[type]} may be here: ${reasons}.`,
    advice: adviceFor(type, shortfalls),
  };
}

function adviceFor(type: ReadType, shortfalls: readonly ReadShortfall[]): string {
  if (shortfalls.includes("other_patient")) return wrongPatientAdvice;
  if (shortfalls.includes("session_ended")) return endedWords.advice;
  const lasting = shortfalls.every((why) => why === "search_denied" || why === "partial_scope");
  return lasting ? deniedWords(type).advice : `${reopen} ${checkThere}`;
}

/** Words for a Patient read that named somebody else. */
export const wrongPatientAdvice =
  "Do not use this month. Close CareMonth, open the chart again, and report it: the EHR sent another patient's data.";
