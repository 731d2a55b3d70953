import type { Narrative, Task, TaskInput } from "fhir/r4";
import type { ContactMode, ContactOutcome, TimeEntryRecord, TimeRole } from "../server/contract/index.ts";
import { concept } from "./coding.ts";
import { instantOf } from "./fhir-date.ts";
import { at, integerAt, listAt, oneOf, textAt } from "./fhir-node.ts";
import { narrative } from "./narrative.ts";
import { type Found, ourValues, type Reading, readOurs, type WriteInput } from "./our-resource.ts";
import { readPerson, writePerson } from "./references.ts";
import { ourCodes, ourIdentifiers } from "./systems.ts";
import {
  codedInput,
  codeOfInput,
  input,
  inputOf,
  inputsOf,
  spoken,
  textInput,
  textOrNull,
} from "./task-inputs.ts";

const roles: readonly TimeRole[] = [
  "practitioner",
  "other_practitioner",
  "clinical_staff",
  "non_clinical",
  "automated_system",
];
const modes: readonly ContactMode[] = [
  "phone",
  "video",
  "in_person",
  "chart",
  "portal_message",
  "voicemail",
  "other",
];
const outcomes: readonly ContactOutcome[] = ["reached", "voicemail", "no_answer", "not_a_contact"];
const captures: readonly TimeEntryRecord["capture"][] = ["timer", "manual"];

/** One recorded stretch of time as a completed Task; `replaces` names the corrected entry's identifier. */
export function writeTimeEntry({ record, patient, identifier }: WriteInput<TimeEntryRecord>): Task {
  return {
    resourceType: "Task",
    meta: { tag: [{ system: ourCodes.record_kind, code: "time-entry" }] },
    text: describe(record),
    identifier: [
      { system: ourIdentifiers.time_entry, value: identifier },
      { system: ourIdentifiers.entry_id, value: record.id },
    ],
    status: "completed",
    intent: "order",
    code: concept(ourCodes.record_kind, "time-entry", "Chronic care management time entry"),
    for: { reference: patient },
    executionPeriod: { start: record.start, end: record.end },
    authoredOn: record.recorded,
    owner: writePerson(record.person),
    input: writeInputs(record),
    ...(record.note === "" ? {} : { note: [{ text: record.note }] }),
  };
}

function writeInputs(record: TimeEntryRecord): TaskInput[] {
  return [
    input("credential", { valueString: record.credential }),
    codedInput("role", record.role),
    codedInput("activity", record.activity),
    codedInput("mode", record.mode),
    codedInput("outcome", record.outcome),
    ...record.programmes.map((programme) => codedInput("programme", programme)),
    input("patients-sharing", { valuePositiveInt: record.patients_sharing }),
    codedInput("capture", record.capture),
    ...textInput("delay-reason", record.delay_reason),
    ...textInput("replaces", record.replaces),
  ];
}

function describe(record: TimeEntryRecord): Narrative {
  return narrative("generated", "Chronic care management time entry", [
    ["Start", record.start],
    ["End", record.end],
    ["Person", `${record.person.display}, ${record.credential} (${spoken(record.role)})`],
    ["Activity", spoken(record.activity)],
    ["Mode", spoken(record.mode)],
    ["Outcome", spoken(record.outcome)],
    ["Programme", record.programmes.join(", ")],
    ["Patients sharing", String(record.patients_sharing)],
    ["Captured by", record.capture],
    ["Recorded", record.recorded],
    ["Reason for late recording", record.delay_reason ?? ""],
    ["Replaces", record.replaces ?? ""],
    ["Note", record.note],
  ]);
}

/** Reads a Task back as the time entry it was written from. */
export function readTimeEntry(resource: unknown): Reading<TimeEntryRecord> {
  return readOurs(resource, { artefact: "time_entry", statuses: ["completed"], intent: "order", parts });
}

function parts(task: unknown): Found<TimeEntryRecord> {
  return {
    id: readId(task),
    start: instantOf(textAt(task, "executionPeriod", "start")),
    end: instantOf(textAt(task, "executionPeriod", "end")),
    person: readPerson(at(task, "owner")),
    credential: textAt(inputOf(task, "credential"), "valueString"),
    role: oneOf(roles, codeOfInput(inputOf(task, "role"), "role")),
    activity: codeOfInput(inputOf(task, "activity"), "activity"),
    mode: oneOf(modes, codeOfInput(inputOf(task, "mode"), "mode")),
    outcome: oneOf(outcomes, codeOfInput(inputOf(task, "outcome"), "outcome")),
    programmes: readProgrammes(task),
    patients_sharing: integerAt(1, inputOf(task, "patients-sharing"), "valuePositiveInt"),
    capture: oneOf(captures, codeOfInput(inputOf(task, "capture"), "capture")),
    recorded: instantOf(textAt(task, "authoredOn")),
    delay_reason: textOrNull(task, "delay-reason"),
    replaces: textOrNull(task, "replaces"),
    note: readNote(task),
  };
}

function readId(task: unknown): string | undefined {
  const [id, second] = ourValues(task, ourIdentifiers.entry_id);
  return second === undefined ? id : undefined;
}

function readProgrammes(task: unknown): string[] | undefined {
  const inputs = inputsOf(task, "programme");
  const programmes = inputs.flatMap((one) => codeOfInput(one, "programme") ?? []);
  return programmes.length === inputs.length ? programmes : undefined;
}

function readNote(task: unknown): string | undefined {
  const [note, second] = listAt(task, "note");
  if (second !== undefined) return undefined;
  return note === undefined ? "" : textAt(note, "text");
}
