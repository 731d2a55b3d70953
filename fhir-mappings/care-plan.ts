import type { Annotation, CarePlan, Narrative } from "fhir/r4";
import type { CarePlanElement, CarePlanRecord, PersonRef } from "../server/contract/index.ts";
import { concept } from "./coding.ts";
import { dayOf } from "./fhir-date.ts";
import { at, listAt, textAt } from "./fhir-node.ts";
import { narrative } from "./narrative.ts";
import { type Found, type Reading, readOurs, type WriteInput } from "./our-resource.ts";
import { readPerson, referenceOf, writePerson } from "./references.ts";
import { ourCodes, ourIdentifiers, systems } from "./systems.ts";
import { spoken } from "./task-inputs.ts";

const elements: readonly CarePlanElement[] = [
  "problem_list",
  "expected_outcome_prognosis",
  "measurable_treatment_goals",
  "cognitive_functional_assessment",
  "symptom_management",
  "planned_interventions_and_responsible_individuals",
  "medication_management",
  "environmental_evaluation",
  "caregiver_assessment",
  "community_social_services",
  "coordination_with_outside_resources_and_practitioners",
  "periodic_review_and_revision_schedule",
];

/** Codes of our `care_plan_part` system beside the twelve elements. */
type Event = "last_reviewed" | "approved" | "copy_given";

/** A part's annotation: the first line names the part in brackets, the rest is its text. */
const partForm = /^\[([a-z_]+)\][^\n]*(?:\n(.*))?$/s;

/**
 * The comprehensive care plan as a CarePlan: US Core's category and SNOMED CT's beside ours, all of it readable
 * in the narrative, and each part once more as an annotation that begins with the part's code in brackets.
 * Activities are references others add later; none is written here.
 */
export function writeCarePlan({ record, patient, identifier }: WriteInput<CarePlanRecord>): CarePlan {
  const notes = writeNotes(record);
  const addresses = record.addresses.map((reference) => ({ reference }));
  return {
    resourceType: "CarePlan",
    meta: { tag: [{ system: ourCodes.record_kind, code: "care-plan" }] },
    text: describe(record),
    identifier: [{ system: ourIdentifiers.care_plan, value: identifier }],
    status: "active",
    intent: "plan",
    category: [
      concept(systems.usCoreCarePlanCategory, "assess-plan", "Assessment and Plan of Treatment"),
      concept(systems.snomed, "734163000", "Care plan"),
      concept(ourCodes.record_kind, "care-plan", "Chronic care management comprehensive care plan"),
    ],
    ...(record.title === "" ? {} : { title: record.title }),
    subject: { reference: patient },
    period: { start: record.established },
    ...(addresses.length === 0 ? {} : { addresses }),
    ...(notes.length === 0 ? {} : { note: notes }),
  };
}

function writeNotes(record: CarePlanRecord): Annotation[] {
  const { last_reviewed, approved_by, copy_given } = record;
  return [
    ...record.elements.map(({ element, text }) => ({ text: `${heading(element)}\n${text}` })),
    ...(last_reviewed === null ? [] : [{ time: last_reviewed, text: heading("last_reviewed") }]),
    ...(approved_by === null
      ? []
      : [{ authorReference: writePerson(approved_by), text: heading("approved") }]),
    ...(copy_given === null ? [] : [{ time: copy_given, text: heading("copy_given") }]),
  ];
}

function heading(part: CarePlanElement | Event): string {
  return `[${part}] ${spoken(part)}`;
}

function describe(record: CarePlanRecord): Narrative {
  return narrative("additional", record.title || "Chronic care management comprehensive care plan", [
    ["Established", record.established],
    ["Last reviewed", record.last_reviewed ?? ""],
    ["Approved by", record.approved_by?.display ?? ""],
    ["Copy given to the patient or caregiver", record.copy_given ?? ""],
    ...record.elements.map(({ element, text }) => [spoken(element), text] as const),
  ]);
}

/** Reads a CarePlan back as the plan it was written from; annotations of others are left aside. */
export function readCarePlan(resource: unknown): Reading<CarePlanRecord> {
  return readOurs(resource, { artefact: "care_plan", statuses: ["active"], intent: "plan", parts });
}

interface Part {
  readonly code: string;
  readonly text: string;
  readonly note: unknown;
}

function parts(plan: unknown): Found<CarePlanRecord> {
  const notes = listAt(plan, "note").flatMap(readPart);
  return {
    title: textAt(plan, "title") ?? "",
    established: dayOf(textAt(plan, "period", "start")),
    last_reviewed: readEvent(notes, "last_reviewed"),
    approved_by: readApproval(notes),
    copy_given: readEvent(notes, "copy_given"),
    elements: readElements(notes),
    addresses: readAddresses(plan),
  };
}

function readPart(note: unknown): Part[] {
  const [, code, text] = partForm.exec(textAt(note, "text") ?? "") ?? [];
  return code === undefined ? [] : [{ code, text: text ?? "", note }];
}

/** The day of an event; null when no annotation tells of it, undefined when two do or none is readable. */
function readEvent(notes: readonly Part[], event: Event): string | null | undefined {
  const [only, second] = notes.filter(({ code }) => code === event);
  if (second !== undefined) return undefined;
  return only === undefined ? null : dayOf(textAt(only.note, "time"));
}

function readApproval(notes: readonly Part[]): PersonRef | null | undefined {
  const [only, second] = notes.filter(({ code }) => code === "approved");
  if (second !== undefined) return undefined;
  return only === undefined ? null : readPerson(at(only.note, "authorReference"));
}

function readElements(notes: readonly Part[]): CarePlanRecord["elements"] {
  return notes.flatMap(({ code, text }) => {
    const element = elements.find((one) => one === code);
    return element === undefined || text === "" ? [] : [{ element, text }];
  });
}

/** What the plan addresses; a reference somebody else added in a form we do not follow is left aside. */
function readAddresses(plan: unknown): string[] {
  return listAt(plan, "addresses").flatMap((one) => referenceOf(one) ?? []);
}
