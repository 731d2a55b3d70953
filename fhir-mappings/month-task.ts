import type { Narrative, Task, TaskInput } from "fhir/r4";
import type { MonthRecord } from "../server/contract/index.ts";
import { readAttestations, writeAttestation } from "./attestations.ts";
import { codeIn, concept } from "./coding.ts";
import { readComplexity, spokenComplexity, writeComplexity } from "./complexity-inputs.ts";
import { factInWords } from "./fact-words.ts";
import { calendarMonth, instantOf, monthIn } from "./fhir-date.ts";
import { at, integerAt, oneOf, textAt } from "./fhir-node.ts";
import { readReasons, readSupportedCodes, readUndetermined, writeOutputs } from "./month-outputs.ts";
import { narrative } from "./narrative.ts";
import { type Found, type Reading, readOurs, type WriteInput } from "./our-resource.ts";
import { readPerson, referenceOf, writePerson } from "./references.ts";
import { ourCodes, ourIdentifiers, systems } from "./systems.ts";
import { type InputKind, input, inputOf, inputsOf, spoken } from "./task-inputs.ts";

const states: readonly MonthRecord["state"][] = ["ready", "not_ready", "undetermined"];
const notAClaim = "Readiness finding, not a claim.";

/**
 * What a month's record supported, as a Task. It is always `completed`: the task was to find out, a named
 * person recorded the finding as of `authoredOn`, and recording again replaces the finding.
 */
export function writeMonthTask({ record, patient, identifier }: WriteInput<MonthRecord>): Task {
  const outputs = writeOutputs(record);
  return {
    resourceType: "Task",
    meta: { tag: [{ system: ourCodes.record_kind, code: "month" }] },
    text: describe(record),
    identifier: [{ system: ourIdentifiers.month, value: identifier }],
    status: "completed",
    businessStatus: concept(ourCodes.business_status, record.state, spoken(record.state)),
    intent: "order",
    code: concept(ourCodes.record_kind, "month", "Chronic care management month"),
    description: `Chronic care management ${record.month}: ${spoken(record.state)}. ${notAClaim}`,
    ...(record.care_plan === null ? {} : { focus: { reference: record.care_plan } }),
    for: { reference: patient },
    executionPeriod: calendarMonth(record.month, record.timezone),
    authoredOn: record.as_of,
    owner: writePerson(record.prepared_by),
    input: writeInputs(record),
    ...(outputs.length === 0 ? {} : { output: outputs }),
  };
}

function writeInputs(record: MonthRecord): TaskInput[] {
  const { consent, minutes, rule_set } = record;
  return [
    input("timezone", { valueString: record.timezone }),
    writeMinutes("minutes-clinical-staff", minutes.clinical_staff),
    writeMinutes("minutes-practitioner", minutes.practitioner),
    writeMinutes("minutes-pooled", minutes.pooled),
    input("rule-set", { valueString: rule_set.id }),
    input("rule-set-version", { valueString: rule_set.version }),
    input("readiness-hash", { valueString: record.hash }),
    ...(consent === null ? [] : [input("consent", { valueReference: { reference: consent } })]),
    ...Object.entries(record.attested).map(([pointer, one]) => writeAttestation(pointer, one)),
    ...writeComplexity(record.complexity),
  ];
}

function writeMinutes(kind: InputKind, value: number): TaskInput {
  return input(kind, { valueQuantity: { value, unit: "min", system: systems.ucum, code: "min" } });
}

function describe(record: MonthRecord): Narrative {
  const { clinical_staff, practitioner, pooled } = record.minutes;
  return narrative("generated", `Chronic care management ${record.month}`, [
    ["Finding", `${spoken(record.state)}. ${notAClaim}`],
    ["As of", record.as_of],
    ["Minutes", `${pooled} pooled, ${clinical_staff} clinical staff, ${practitioner} practitioner`],
    ["Documentation supports", record.codes.map(({ code, units }) => `${code} × ${units}`).join(", ")],
    ...record.reasons.map(({ code, detail }) => [`Not ready: ${code}`, detail] as const),
    ...record.undetermined.map(({ what, missing }) => [`Not known: ${factInWords(what)}`, missing] as const),
    ...Object.entries(record.attested).map(
      ([pointer, { by, role, on }]) =>
        [`Attested: ${factInWords(pointer)}`, `${by} (${role}) on ${on}`] as const,
    ),
    ["Decision complexity", spokenComplexity(record.complexity)],
    ["Rules", `${record.rule_set.id} ${record.rule_set.version}`],
    ["Recorded by", record.prepared_by.display],
  ]);
}

/** Reads a Task back as the month it was written from. */
export function readMonthTask(resource: unknown): Reading<MonthRecord> {
  return readOurs(resource, { artefact: "month", statuses: ["completed"], intent: "order", parts });
}

function parts(task: unknown): Found<MonthRecord> {
  const timezone = textAt(inputOf(task, "timezone"), "valueString");
  return {
    month: readMonth(task, timezone),
    timezone,
    as_of: instantOf(textAt(task, "authoredOn")),
    state: oneOf(states, codeIn(at(task, "businessStatus"), [ourCodes.business_status])),
    minutes: readMinutes(task),
    codes: readSupportedCodes(task),
    reasons: readReasons(task),
    undetermined: readUndetermined(task),
    attested: readAttestations(task),
    complexity: readComplexity(task),
    rule_set: readRuleSet(task),
    hash: textAt(inputOf(task, "readiness-hash"), "valueString"),
    prepared_by: readPerson(at(task, "owner")),
    care_plan: at(task, "focus") === undefined ? null : referenceOf(at(task, "focus")),
    consent: readConsentReference(task),
  };
}

/** The month by the practice's clocks: an EHR may have written its first moment in another offset. */
function readMonth(task: unknown, timezone: string | undefined): string | undefined {
  const start = instantOf(textAt(task, "executionPeriod", "start"));
  return start === undefined || timezone === undefined ? undefined : monthIn(timezone, start);
}

function readMinutes(task: unknown): MonthRecord["minutes"] | undefined {
  const minutes = (kind: InputKind) => integerAt(0, inputOf(task, kind), "valueQuantity", "value");
  const clinical_staff = minutes("minutes-clinical-staff");
  const practitioner = minutes("minutes-practitioner");
  const pooled = minutes("minutes-pooled");
  const whole = clinical_staff !== undefined && practitioner !== undefined && pooled !== undefined;
  return whole ? { clinical_staff, practitioner, pooled } : undefined;
}

function readRuleSet(task: unknown): MonthRecord["rule_set"] | undefined {
  const id = textAt(inputOf(task, "rule-set"), "valueString");
  const version = textAt(inputOf(task, "rule-set-version"), "valueString");
  return id === undefined || version === undefined ? undefined : { id, version };
}

function readConsentReference(task: unknown): string | null | undefined {
  if (inputsOf(task, "consent").length === 0) return null;
  return referenceOf(at(inputOf(task, "consent"), "valueReference"));
}
