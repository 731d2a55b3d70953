import type { FhirResource } from "fhir/r4";
import type { ChartType } from "../server/contract/index.ts";
import type { ChartRead, ChartReads } from "./chart-reads.ts";
import { at } from "./fhir-node.ts";
import { identityNotice } from "./identity.ts";
import { withLocalReferences } from "./local-references.ts";
import { patientElement } from "./patient-element.ts";
import { ownReference, referenceOf } from "./references.ts";

const foreignDetail = "The EHR sent records that do not name this patient; they were left out.";
const foreignAdvice =
  "Open the chart again. If it happens again, tell whoever runs the connection to the EHR.";

/** Whose chart it is. */
interface Whose {
  /** `Patient/<id>`. */
  readonly patient: string;
  /** The EHR's FHIR address, under which its absolute references stand. */
  readonly base?: string | undefined;
}

/**
 * The chart without anything that does not name this patient, and without references that lead out of this EHR.
 * A read that held another patient's resource cannot prove absence any more: it is incomplete.
 */
export function ownChart(reads: ChartReads, whose: Whose): ChartReads {
  return {
    Patient: inUse(ownRead(reads.Patient, whose)),
    Condition: ownRead(reads.Condition, whose),
    Consent: ownRead(reads.Consent, whose),
    CarePlan: ownRead(reads.CarePlan, whose),
    Encounter: ownRead(reads.Encounter, whose),
    Task: ownRead(reads.Task, whose),
    Coverage: ownRead(reads.Coverage, whose),
  };
}

/** A record that another took the place of, or that is out of use, is not all of this patient's: nothing rests on it. */
function inUse(read: ChartReads["Patient"]): ChartReads["Patient"] {
  const notice = identityNotice(read.resources[0]);
  if (!notice?.blocks || read.outcome !== "complete") return read;
  return { ...read, outcome: "incomplete", detail: notice.message, advice: notice.advice };
}

function ownRead<Resource extends FhirResource>(
  read: ChartRead<Resource>,
  { patient, base }: Whose,
): ChartRead<Resource> {
  const local = read.resources.map((resource) => withLocalReferences(resource, base));
  const resources = local.filter((resource) => namesPatient(read.type, resource, patient));
  if (resources.length === read.resources.length) return { ...read, resources };
  const outcome = read.outcome === "complete" ? "incomplete" : read.outcome;
  return { ...read, resources, outcome, detail: foreignDetail, advice: foreignAdvice };
}

function namesPatient(type: ChartType, resource: unknown, patient: string): boolean {
  if (at(resource, "resourceType") !== type) return false;
  if (type === "Patient") return ownReference(resource) === patient;
  return referenceOf(at(resource, patientElement[type])) === patient;
}
