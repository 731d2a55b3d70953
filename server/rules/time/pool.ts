import type { CountedEntry, TimeEntry } from "../../contract/index.ts";
import type { Situation } from "../situation.ts";

/** The practitioner's pool holds the billing practitioner's own time; everybody else's is staff time. */
export function poolOf({ role, person }: TimeEntry, { practitioner }: Situation): CountedEntry["pool"] {
  return role === "practitioner" && practitioner !== null && person === practitioner
    ? "practitioner"
    : "clinical_staff";
}
