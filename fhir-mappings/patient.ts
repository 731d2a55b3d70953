import type { PatientLine } from "../server/contract/index.ts";
import { codesIn } from "./coding.ts";
import { dayOrInstantOf } from "./fhir-date.ts";
import { at, booleanAt, listAt, textAt } from "./fhir-node.ts";
import { changedMeaning } from "./our-resource.ts";
import { ageOn, daySpan } from "./partial-date.ts";
import { aliases } from "./systems.ts";

/**
 * What a Patient says of the patient's death. `silent`: it says nothing of it, nor that the record is in use;
 * `unreadable`: what it says cannot be taken at its word. Neither is alive.
 */
export type Vital =
  | { readonly state: "alive" }
  | { readonly state: "dead"; readonly when: string | null }
  | { readonly state: "silent" }
  | { readonly state: "unreadable" };

/** The identifying line of a patient, all but the key the server computes. */
export type PatientParts = Omit<PatientLine, "key">;

/** What every screen shows of the patient on a day. A missing part is null, never guessed. */
export function readPatient(patient: unknown, day: string): PatientParts {
  const birthDate = textAt(patient, "birthDate");
  const readable = daySpan(birthDate, "UTC") === undefined ? undefined : birthDate;
  return {
    name: nameOf(patient, day) ?? null,
    birth_date: readable ?? null,
    age: readable === undefined ? null : ageOn(day, readable),
    sex: textAt(patient, "gender") ?? null,
    mrn: recordNumber(patient, day) ?? null,
    deceased: spokenDeath(readVital(patient)),
  };
}

function spokenDeath(vital: Vital): string | null {
  return vital.state === "dead" ? (vital.when ?? "date not known") : null;
}

/** Official before usual before any name that is not past use. */
function nameOf(patient: unknown, day: string): string | undefined {
  const names = listAt(patient, "name").filter((name) => !isPast(name, day));
  const uses = ["official", "usual", undefined, "nickname", "anonymous", "temp"];
  const inOrder = uses.flatMap((use) => names.filter((name) => textAt(name, "use") === use));
  return inOrder.flatMap((name) => spokenName(name) ?? [])[0];
}

function isPast(part: unknown, day: string): boolean {
  const use = textAt(part, "use") ?? "";
  const end = daySpan(textAt(part, "period", "end"), "UTC");
  return use === "old" || use === "maiden" || (end !== undefined && end.latest < day);
}

function spokenName(name: unknown): string | undefined {
  const given = listAt(name, "given").filter((one) => typeof one === "string");
  const parts = [...given, textAt(name, "family") ?? ""].filter((part) => part !== "");
  return textAt(name, "text") ?? (parts.length === 0 ? undefined : parts.join(" "));
}

/** Identifier types that name the person to somebody else: never shown as a record number. */
const otherNumbers = ["SS", "DL", "PPN", "MC", "MB", "SB", "MA", "NI", "TAX"];
const otherSystems = /us-ssn|us-mbi|us-medicare|2\.16\.840\.1\.113883\.4\.(1|3\.\d+)$/;

/** The identifier typed as medical record number, else the first that is no other kind of number. */
function recordNumber(patient: unknown, day: string): string | undefined {
  const current = listAt(patient, "identifier").filter((one) => !isPast(one, day) && textAt(one, "value"));
  const typed = (one: unknown) => codesIn(at(one, "type"), aliases.identifierType);
  const record = current.find((one) => typed(one).includes("MR"));
  const other = current.find(
    (one) =>
      !typed(one).some((type) => otherNumbers.includes(type)) &&
      !otherSystems.test(textAt(one, "system") ?? ""),
  );
  return textAt(record ?? other, "value");
}

const deathElements = ["deceasedBoolean", "deceasedDateTime", "_deceasedBoolean", "_deceasedDateTime"];

/** Alive only where the EHR says so, or keeps an active record and says nothing of death (decision 0006). */
export function readVital(patient: unknown): Vital {
  if (patient === undefined || changedMeaning(patient) !== undefined) return { state: "unreadable" };
  if (deathElements.every((element) => at(patient, element) === undefined)) return vitalOfSilence(patient);
  if (at(patient, "deceasedDateTime") !== undefined) return deadAt(textAt(patient, "deceasedDateTime"));
  const deceased = booleanAt(patient, "deceasedBoolean");
  if (deceased === undefined) return { state: "unreadable" };
  return deceased ? deadAt(undefined) : { state: "alive" };
}

function deadAt(text: string | undefined): Vital {
  return { state: "dead", when: dayOrInstantOf(text) ?? null };
}

function vitalOfSilence(patient: unknown): Vital {
  return booleanAt(patient, "active") === true ? { state: "alive" } : { state: "silent" };
}
