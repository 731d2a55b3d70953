import { evidenceOf } from "../evidence.ts";
import { dayIn } from "../fhir-date.ts";
import { readVital } from "../patient.ts";
import type { Chart, FactSource, Known } from "./chart.ts";

/** Whether the patient is alive, or when they died. A death without a whole date leaves it not known. */
export const patientFacts: FactSource = { type: "Patient", pointers: ["/patient/deceased"], know };

function know(chart: Chart): Known {
  const [patient] = chart.reads.Patient.resources;
  const deceased = deceasedOf(chart, patient);
  return {
    facts: deceased === undefined ? {} : { patient: { deceased } },
    evidence: { "/patient/deceased": [evidenceOf(chart.reads.Patient, patient)] },
  };
}

function deceasedOf({ timezone, today }: Chart, patient: unknown): string | null | undefined {
  const vital = readVital(patient);
  if (vital.state === "alive") return null;
  if (vital.state !== "dead" || vital.when === null) return undefined;
  return dayIn(timezone, vital.when) > today ? undefined : vital.when;
}
