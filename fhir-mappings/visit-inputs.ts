import type { TaskInput } from "fhir/r4";
import type { VisitRecord } from "../server/contract/index.ts";
import { codeIn } from "./coding.ts";
import { dayOf } from "./fhir-date.ts";
import { at, booleanAt, textAt } from "./fhir-node.ts";
import { referenceOf } from "./references.ts";
import { aliases, billingSystem } from "./systems.ts";
import { input, inputOf, inputsOf } from "./task-inputs.ts";

/** Which visit an enrolment speaks of. */
type VisitKind = "initiating-visit" | "last-visit";

const billingSystems = [...aliases.cpt, ...aliases.hcpcs];

/** A visit as up to four Task inputs; none for null. A code is a number and a text naming that number only. */
export function writeVisit(kind: VisitKind, visit: VisitRecord | null): TaskInput[] {
  if (visit === null) return [];
  const { date, code, by, ccm_discussed } = visit;
  const coding = [{ system: billingSystem(code), code }];
  return [
    input(`${kind}-date`, { valueDate: date }),
    input(`${kind}-by`, { valueReference: { reference: by } }),
    ...(code === "" ? [] : [input(`${kind}-code`, { valueCodeableConcept: { coding, text: code } })]),
    ...(ccm_discussed === null ? [] : [input(`${kind}-ccm-discussed`, { valueBoolean: ccm_discussed })]),
  ];
}

/** The visit a Task's inputs describe; null when it names none, undefined when what it names cannot be read. */
export function readVisit(task: unknown, kind: VisitKind): VisitRecord | null | undefined {
  const kinds = [`${kind}-date`, `${kind}-by`, `${kind}-code`, `${kind}-ccm-discussed`] as const;
  if (kinds.every((one) => inputsOf(task, one).length === 0)) return null;
  const date = dayOf(textAt(inputOf(task, `${kind}-date`), "valueDate"));
  const by = referenceOf(at(inputOf(task, `${kind}-by`), "valueReference"));
  const code = readCode(task, kind);
  const ccm_discussed = readDiscussed(task, kind);
  const whole = date !== undefined && by !== undefined && code !== undefined && ccm_discussed !== undefined;
  return whole ? { date, code, by, ccm_discussed } : undefined;
}

function readCode(task: unknown, kind: VisitKind): string | undefined {
  if (inputsOf(task, `${kind}-code`).length === 0) return "";
  return codeIn(at(inputOf(task, `${kind}-code`), "valueCodeableConcept"), billingSystems);
}

function readDiscussed(task: unknown, kind: VisitKind): boolean | null | undefined {
  if (inputsOf(task, `${kind}-ccm-discussed`).length === 0) return null;
  return booleanAt(inputOf(task, `${kind}-ccm-discussed`), "valueBoolean");
}
