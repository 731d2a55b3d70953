import type { FhirResource } from "fhir/r4";
import type { ChartType } from "../server/contract/index.ts";
import type { ChartRead, ChartReads } from "./chart-reads.ts";
import { at } from "./fhir-node.ts";
import { ownReference, referenceOf } from "./references.ts";

/** Where each type names its patient. */
const patientElement: Readonly<Record<Exclude<ChartType, "Patient">, string>> = {
  Condition: "subject",
  Consent: "patient",
  CarePlan: "subject",
  Encounter: "subject",
  Task: "for",
  Coverage: "beneficiary",
};

const foreignDetail = "The EHR sent records that do not name this patient; they were left out.";
const foreignAdvice =
  "Open the chart again. If it happens again, tell whoever runs the connection to the EHR.";

/**
 * The chart without anything that does not name this patient (`Patient/<id>`). A read that held such a thing
 * cannot prove absence any more: it is incomplete.
 */
export function ownChart(reads: ChartReads, patient: string): ChartReads {
  return {
    Patient: ownRead(reads.Patient, patient),
    Condition: ownRead(reads.Condition, patient),
    Consent: ownRead(reads.Consent, patient),
    CarePlan: ownRead(reads.CarePlan, patient),
    Encounter: ownRead(reads.Encounter, patient),
    Task: ownRead(reads.Task, patient),
    Coverage: ownRead(reads.Coverage, patient),
  };
}

function ownRead<Resource extends FhirResource>(
  read: ChartRead<Resource>,
  patient: string,
): ChartRead<Resource> {
  const resources = read.resources.filter((resource) => namesPatient(read.type, resource, patient));
  if (resources.length === read.resources.length) return read;
  const outcome = read.outcome === "complete" ? "incomplete" : read.outcome;
  return { ...read, resources, outcome, detail: foreignDetail, advice: foreignAdvice };
}

function namesPatient(type: ChartType, resource: unknown, patient: string): boolean {
  if (at(resource, "resourceType") !== type) return false;
  if (type === "Patient") return ownReference(resource) === patient;
  return referenceOf(at(resource, patientElement[type])) === patient;
}
