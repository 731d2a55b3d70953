import { dayIn } from "../../fhir-mappings/fhir-date.ts";
import { DayOrInstant, type PatientLine } from "../contract/index.ts";
import type { ActiveLaunch } from "../launches/launches-service.ts";
import type { MonthReading } from "./read-month.ts";

const nobody = { name: null, birth_date: null, age: null, sex: null, mrn: null, deceased: null };

/** Whose chart it is. A death is named by its day in the practice's time zone, the day the rules go by. */
export function patientLine(
  { shown: { patient } }: Pick<MonthReading, "shown">,
  { patientKey: key, practice: { timezone } }: Pick<ActiveLaunch, "patientKey" | "practice">,
): PatientLine {
  const parts = patient ?? nobody;
  const when = DayOrInstant.safeParse(parts.deceased);
  return { ...parts, key, deceased: when.success ? dayIn(timezone, when.data) : parts.deceased };
}
