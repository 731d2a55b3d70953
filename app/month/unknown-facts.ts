import type { Question } from "../../server/contract/api.ts";
import type { Readiness, Undetermined } from "../../server/contract/readiness.ts";
import type { ChartType } from "../../server/contract/reads.ts";

const codeNumber = /^[0-9A-Z]\d{4}$/;

/** The facts nobody knows. What the engine says of whole codes, such as not evaluated, is no fact of the chart. */
export function unknownFacts({ undetermined }: Readiness): Undetermined[] {
  return undetermined.filter(({ what }) => !codeNumber.test(what));
}

/** Which read would have shown a fact, by the first part of the fact's path. */
const shownBy: Record<string, ChartType> = {
  patient: "Patient",
  conditions: "Condition",
  consent: "Consent",
  care_plan: "CarePlan",
  stays: "Encounter",
  initiating_visit: "Encounter",
  last_face_to_face_before_enrollment: "Encounter",
  last_visit_any: "Encounter",
  time_entries: "Task",
  risk_documented: "Task",
  ccm_enrollment_start: "Task",
  billing_practitioner: "Task",
  payer: "Coverage",
};

/** The type whose read would have shown this fact; undefined where no read of ours can. */
export function readFor({ what }: Undetermined): ChartType | undefined {
  return shownBy[what.split(".")[0] ?? ""];
}

/** True when the question asks for this very fact. */
export function asksFor({ pointer }: Question, { what }: Undetermined): boolean {
  return pointer.slice(1).replaceAll("/", ".") === what;
}
