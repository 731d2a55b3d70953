import type { CountedEntry, TimeEntry } from "../../contract/index.ts";
import type { Situation } from "../situation.ts";

/** The practitioner's pool holds the billing practitioner's own time; everybody else's is staff time. */
export function poolOf({ role, person }: TimeEntry, { practitioner }: Situation): CountedEntry["pool"] {
  return role === "practitioner" && practitioner !== null && person === practitioner
    ? "practitioner"
    : "clinical_staff";
}

/** Whether the work is, or may turn out to be, the billing practitioner's own. */
export function mayBePractitioners({ role, person }: TimeEntry, { practitioner }: Situation): boolean {
  const ownRole = role === undefined || role === "practitioner";
  return ownRole && (person === undefined || practitioner === null || person === practitioner);
}
