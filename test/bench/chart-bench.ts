import { isDeepStrictEqual } from "node:util";
import fhirpath from "fhirpath";
import r4 from "fhirpath/fhir-context/r4";
import { readCondition } from "../../fhir-mappings/condition.ts";
import { readEncounter } from "../../fhir-mappings/encounter.ts";
import { readPatient, readVital } from "../../fhir-mappings/patient.ts";
import { aliases } from "../../fhir-mappings/systems.ts";
import { condition, encounter, person } from "../mappings/chart.builder.ts";
import { ratiosToFirst } from "./interleaved.ts";

/* The reads of a chart that every month starts with, ours against the same ones as compiled FHIRPath. */

const patients = 40;
const conditions = 25;
const encounters = 50;
const today = "2026-03-31";
const timezone = "America/New_York";

const named = (element: string, names: readonly string[]) =>
  `${element}.coding.where(system in (${names.map((name) => `'${name}'`).join(" | ")})).code`;

/** A mark that changes a resource's meaning, wherever in it. */
const changed = "(implicitRules | modifierExtension | descendants().modifierExtension).exists()";

const conditionReads = {
  icd10: named("code", aliases.icd10cm),
  snomed: named("code", aliases.snomed),
  label: "iif(code.text.exists(), code.text, code.coding.display.first())",
  clinical: named("clinicalStatus", aliases.conditionClinical),
  verification: named("verificationStatus", aliases.conditionVerification),
  category: named("category", aliases.conditionCategory),
  abated: "abatement.exists()",
  changed,
  id: "id",
};
const encounterReads = {
  status: "status",
  system: "class.system",
  code: "class.code",
  start: "period.start",
  end: "period.end",
  changed,
};
const patientReads = {
  given: "name.where(use = 'official').given",
  family: "name.where(use = 'official').family",
  birthDate: "birthDate",
  sex: "gender",
  mrn: `identifier.where(${named("type", aliases.identifierType)} = 'MR').value`,
  deceased: "deceased",
  active: "active",
  changed,
};

type Reads = Readonly<Record<string, string>>;
type Compiled = readonly (readonly [name: string, read: (resource: object) => unknown[]])[];

/** Synchronous, as without its network functions FHIRPath is. */
const compiled = (reads: Reads): Compiled =>
  Object.entries(reads).map(([name, path]) => [name, fhirpath.compile(path, r4, { async: false })]);

const valuesOf = (reads: Compiled, resource: object) =>
  Object.fromEntries(reads.map(([name, read]) => [name, read(resource)[0]]));

interface Chart {
  readonly patient: object;
  readonly conditions: readonly object[];
  readonly encounters: readonly object[];
}

function charts(): Chart[] {
  return Array.from({ length: patients }, (_, at) => ({
    patient: person({ id: `p${at}` }),
    conditions: Array.from({ length: conditions }, (_, one) =>
      condition(one % 2 === 0 ? "diabetes" : "hypertension", { id: `c${one}` }),
    ),
    encounters: Array.from({ length: encounters }, (_, one) => encounter({ id: `e${one}` })),
  }));
}

function ours(chart: Chart): void {
  readPatient(chart.patient, today);
  readVital(chart.patient);
  for (const one of chart.conditions) readCondition(one);
  for (const one of chart.encounters) readEncounter(one, timezone);
}

/** Prints how much longer compiled FHIRPath takes over the same elements of the same charts. */
export function benchChart(): void {
  const all = charts();
  const [ofPatient, ofCondition, ofEncounter] = [patientReads, conditionReads, encounterReads].map(compiled);
  if (!ofPatient || !ofCondition || !ofEncounter) throw new Error("a list of reads is missing");
  for (const one of all[0]?.conditions ?? []) agree(one, valuesOf(ofCondition, one));
  const { fhirpath: ratio } = ratiosToFirst({
    ours: () => all.forEach(ours),
    fhirpath: () => {
      for (const { patient, conditions, encounters } of all) {
        valuesOf(ofPatient, patient);
        for (const one of conditions) valuesOf(ofCondition, one);
        for (const one of encounters) valuesOf(ofEncounter, one);
      }
    },
  });
  const size = JSON.stringify(all[0]).length / 1000;
  console.log(`reads on charts, ${patients} of ${size.toFixed(0)} kB`);
  console.log(`  compiled FHIRPath takes ${ratio.toFixed(0)} × our mappings (bar: 10)`);
}

/** A comparison of different answers would prove nothing. */
function agree(resource: object, theirs: Readonly<Record<string, unknown>>): void {
  const { reading, label } = readCondition(resource);
  if (reading.kind !== "fact") throw new Error("a condition of the chart is no evidence");
  const { icd10, clinical_status, verification_status } = reading.fact;
  const own = [icd10, label, clinical_status, verification_status];
  const others = [theirs["icd10"], theirs["label"], theirs["clinical"], theirs["verification"]];
  if (!isDeepStrictEqual(own, others)) throw new Error(`they read ${others.join()} for our ${own.join()}`);
}
