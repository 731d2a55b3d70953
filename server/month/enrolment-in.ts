import { dayIn } from "../../fhir-mappings/fhir-date.ts";
import type { EnrolmentRecord, MonthView } from "../contract/index.ts";
import type { MonthReading } from "./read-month.ts";

type Enrolment = MonthView["enrolment"];
type Standing = Pick<MonthReading, "month" | "shown">;

/** How the enrolment stood in the month read: what begins or ends after the month says nothing against it. */
export function enrolmentIn({ month, shown }: Standing, timezone: string): Enrolment {
  const { enrolment, reads, setAside } = shown;
  const unread = setAside.some(({ artefact, kind }) => artefact === "enrolment" && kind !== "retracted");
  if (reads.Task.outcome !== "complete") return { state: "not_known", since: null };
  if (enrolment === null) return { state: unread ? "not_known" : "none", since: null };
  const { record } = enrolment;
  return { state: stateIn(month, record, timezone), since: record.start };
}

function stateIn(month: string, record: EnrolmentRecord, timezone: string): Enrolment["state"] {
  const monthOf = (when: string) => dayIn(timezone, when).slice(0, 7);
  if (monthOf(record.start) > month) return "not_yet";
  return monthOf(record.authored) > month ? "enrolled" : record.status;
}
