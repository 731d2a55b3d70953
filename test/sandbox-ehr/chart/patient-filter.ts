import type { Patient } from "fhir/r4";
import { listName, recordNumber } from "./people.ts";
import { textAt } from "./summary-row.ts";

export const patientsPerPage = 25;

/** One page of those who fit, and where it stands among them. */
export interface FilteredPatients {
  readonly patients: readonly Patient[];
  readonly found: number;
  readonly page: number;
  readonly pages: number;
}

/** Every word asked for must begin a word of the name, the number, the birthday or the sex. A page beyond the last is the last. */
export function filterPatients(patients: readonly Patient[], query: URLSearchParams): FilteredPatients {
  const words = (query.get("q") ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  const fitting = patients.filter((one) =>
    words.every((word) => wordsOf(one).some((own) => own.startsWith(word))),
  );
  const pages = Math.max(1, Math.ceil(fitting.length / patientsPerPage));
  const asked = Math.trunc(Number(query.get("page") ?? 1)) || 1;
  const page = Math.min(Math.max(asked, 1), pages);
  const start = (page - 1) * patientsPerPage;
  return {
    patients: fitting.slice(start, start + patientsPerPage),
    found: fitting.length,
    page,
    pages,
  };
}

/** Whole and in its parts, so that the digits of a number and the second half of a name are found too. */
function wordsOf(patient: Patient): string[] {
  const own = ["id", "birthDate", "gender"].map((name) => textAt(patient, name));
  const text = [listName(patient), recordNumber(patient), ...own].join(" ").toLowerCase();
  return [...text.split(/[\s,]+/), ...text.split(/[\s,-]+/)];
}
