import type { TaskInput } from "fhir/r4";
import { codeIn, concept } from "./coding.ts";
import { at, listAt, textAt } from "./fhir-node.ts";
import { ourCodes } from "./systems.ts";

/** Every kind of input our Tasks carry, with the words beside its code. */
const labels = {
  activity: "Activity",
  capture: "How the time was captured",
  complexity: "Decision complexity of the month",
  "complexity-by": "Whose decisions they were",
  condition: "Chronic condition confirmed",
  consent: "Consent",
  credential: "Credential",
  "delay-reason": "Reason for late recording",
  "initiating-visit-by": "Initiating visit by",
  "initiating-visit-ccm-discussed": "Chronic care management discussed at the initiating visit",
  "initiating-visit-code": "Initiating visit code",
  "initiating-visit-date": "Initiating visit date",
  "last-visit-by": "Last face-to-face visit before enrolment by",
  "last-visit-ccm-discussed": "Chronic care management discussed at that visit",
  "last-visit-code": "Last face-to-face visit code",
  "last-visit-date": "Last face-to-face visit date",
  "minutes-clinical-staff": "Counted minutes of clinical staff",
  "minutes-pooled": "Counted minutes, pooled",
  "minutes-practitioner": "Counted minutes of the billing practitioner",
  mode: "Mode",
  outcome: "Outcome",
  "patients-sharing": "Patients sharing this time",
  programme: "Programme",
  "readiness-hash": "Hash of the readiness",
  replaces: "Replaces time entry",
  role: "Role",
  "rule-set": "Rule set",
  "rule-set-version": "Version of the rule set",
  timezone: "Time zone of the practice",
} as const;

export type InputKind = keyof typeof labels;

/** The one value of a Task input, under the name FHIR gives its type. */
export type InputValue = Omit<TaskInput, "type">;

/** One Task input of ours. */
export function input(kind: InputKind, value: InputValue): TaskInput {
  return { type: concept(ourCodes.input_kind, kind, labels[kind]), ...value };
}

/** All inputs of one kind, in the Task's order. */
export function inputsOf(task: unknown, kind: InputKind): readonly unknown[] {
  return listAt(task, "input").filter((one) => codeIn(at(one, "type"), [ourCodes.input_kind]) === kind);
}

/** The single input of a kind; undefined when there is none, or more than one and nobody can say which holds. */
export function inputOf(task: unknown, kind: InputKind): unknown {
  const [only, second] = inputsOf(task, kind);
  return second === undefined ? only : undefined;
}

/** The kinds whose value is a code of our own system of the same name. */
type CodedKind = Extract<InputKind, keyof typeof ourCodes>;

/** An input whose value is one code of ours. */
export function codedInput(kind: CodedKind, code: string): TaskInput {
  return input(kind, { valueCodeableConcept: concept(ourCodes[kind], code, spoken(code)) });
}

/** The code a value of that kind carries. */
export function codeOfInput(one: unknown, kind: CodedKind): string | undefined {
  return codeIn(at(one, "valueCodeableConcept"), [ourCodes[kind]]);
}

/** An input of text, or none for null. */
export function textInput(kind: InputKind, text: string | null): TaskInput[] {
  return text === null ? [] : [input(kind, { valueString: text })];
}

/** The text of an input; null when there is no such input, undefined when there is and it cannot be read. */
export function textOrNull(task: unknown, kind: InputKind): string | null | undefined {
  return inputsOf(task, kind).length === 0 ? null : textAt(inputOf(task, kind), "valueString");
}

/** A code of ours in words. */
export function spoken(code: string): string {
  return code.replaceAll("_", " ");
}
