import type { Narrative, Task, TaskInput } from "fhir/r4";
import type { Attestation, EnrolmentRecord } from "../server/contract/index.ts";
import { readAttestations, writeAttestation } from "./attestations.ts";
import { codeIn, concept } from "./coding.ts";
import { dayOf, instantOf } from "./fhir-date.ts";
import { at, textAt } from "./fhir-node.ts";
import { narrative } from "./narrative.ts";
import { type Found, type Reading, readOurs, type WriteInput } from "./our-resource.ts";
import { readPerson, referenceOf, writePerson } from "./references.ts";
import { ourCodes, ourIdentifiers } from "./systems.ts";
import { input, inputsOf } from "./task-inputs.ts";
import { readVisit, writeVisit } from "./visit-inputs.ts";

type State = EnrolmentRecord["status"];
type Conditions = EnrolmentRecord["conditions"];

const riskPointer = "/risk";
const conditionPointer = (index: number) => `/conditions/${index}`;

/** The Task status that goes with each state; the business status says the state itself. */
const taskStatus = { enrolled: "in-progress", on_hold: "on-hold", withdrawn: "cancelled" } as const;
const states: readonly State[] = ["enrolled", "on_hold", "withdrawn"];

/** An enrolment as a Task that runs from the day of enrolment, owned by the billing practitioner. */
export function writeEnrolment({ record, patient, identifier }: WriteInput<EnrolmentRecord>): Task {
  return {
    resourceType: "Task",
    meta: { tag: [{ system: ourCodes.record_kind, code: "enrolment" }] },
    text: describe(record),
    identifier: [{ system: ourIdentifiers.enrolment, value: identifier }],
    status: taskStatus[record.status],
    businessStatus: concept(ourCodes.business_status, record.status, record.status.replaceAll("_", " ")),
    intent: "order",
    code: concept(ourCodes.record_kind, "enrolment", "Chronic care management enrolment"),
    for: { reference: patient },
    executionPeriod: { start: record.start },
    authoredOn: record.authored,
    owner: writePerson(record.billing_practitioner),
    ...withInputs(writeInputs(record)),
  };
}

/** FHIR knows no empty lists: a list of nothing is left out. */
function withInputs(inputs: TaskInput[]): Pick<Task, "input"> {
  return inputs.length === 0 ? {} : { input: inputs };
}

function writeInputs(record: EnrolmentRecord): TaskInput[] {
  return [
    ...record.conditions.flatMap(({ reference, label, attested }, index) => [
      input("condition", { valueReference: { reference, ...(label === "" ? {} : { display: label }) } }),
      writeAttestation(conditionPointer(index), attested),
    ]),
    ...(record.risk === null ? [] : [writeAttestation(riskPointer, record.risk)]),
    ...writeVisit("initiating-visit", record.initiating_visit),
    ...writeVisit("last-visit", record.last_face_to_face_before_enrolment),
  ];
}

function describe(record: EnrolmentRecord): Narrative {
  const { initiating_visit: visit, last_face_to_face_before_enrolment: before } = record;
  return narrative("generated", "Chronic care management enrolment", [
    ["State", record.status.replaceAll("_", " ")],
    ["Since", record.start],
    ["Billing practitioner", record.billing_practitioner.display],
    ...record.conditions.map(
      ({ label, attested }) =>
        ["Chronic condition confirmed", `${label}, ${spokenAttestation(attested)}`] as const,
    ),
    ["Significant risk", record.risk === null ? "" : spokenAttestation(record.risk)],
    ["Initiating visit", visit === null ? "" : `${visit.date} ${visit.code}`],
    ["Last face-to-face visit before enrolment", before === null ? "" : `${before.date} ${before.code}`],
  ]);
}

function spokenAttestation({ by, role, on }: Attestation): string {
  return `confirmed by ${by} (${role}) on ${on}`;
}

/** Reads a Task back as the enrolment it was written from. */
export function readEnrolment(resource: unknown): Reading<EnrolmentRecord> {
  return readOurs(resource, {
    artefact: "enrolment",
    statuses: Object.values(taskStatus),
    intent: "order",
    parts,
  });
}

function parts(task: unknown): Found<EnrolmentRecord> {
  const attested = readAttestations(task);
  return {
    status: readState(task),
    start: dayOf(textAt(task, "executionPeriod", "start")),
    billing_practitioner: readPerson(at(task, "owner")),
    conditions: attested && readConditions(task, attested),
    risk: attested && (attested[riskPointer] ?? null),
    initiating_visit: readVisit(task, "initiating-visit"),
    last_face_to_face_before_enrolment: readVisit(task, "last-visit"),
    authored: instantOf(textAt(task, "authoredOn")),
  };
}

/** Both statuses must say the same; an EHR user who changed one of them said something we cannot know. */
function readState(task: unknown): State | undefined {
  const code = codeIn(at(task, "businessStatus"), [ourCodes.business_status]);
  return states.find((state) => state === code && taskStatus[state] === textAt(task, "status"));
}

function readConditions(task: unknown, attested: Record<string, Attestation>): Conditions | undefined {
  const inputs = inputsOf(task, "condition");
  const conditions = inputs.flatMap((one, index) => {
    const reference = referenceOf(at(one, "valueReference"));
    const attestation = attested[conditionPointer(index)];
    const label = textAt(one, "valueReference", "display") ?? "";
    return reference === undefined || attestation === undefined
      ? []
      : [{ reference, label, attested: attestation }];
  });
  return conditions.length === inputs.length ? conditions : undefined;
}
