import { createHash } from "node:crypto";
import type { FhirResource } from "fhir/r4";
import { writeTimeEntry } from "../../fhir-mappings/time-entry.ts";
import { written } from "./calendar.ts";
import { demoStaff } from "./practice.ts";
import type { Scheduled } from "./schedule.ts";
import { named, type Seeding } from "./seeding.ts";

const notes: Readonly<Record<string, string>> = {
  care_coordination:
    "Spoke with the patient about morning readings and the new dose. Reviewed the warning signs; call again next week.",
};

/** One piece of work as the Task the ledger would have written. */
export function timeEntry(patient: string, work: Scheduled, seeding: Seeding): FhirResource {
  const { who = "rn-1", activity = "care_coordination", mode = "phone", outcome = "reached", start } = work;
  const member = demoStaff.find(({ user }) => user === `Practitioner/${who}`) ?? demoStaff[1];
  const end = start.add({ seconds: work.seconds });
  const id = entryId(patient, written(start));
  return {
    ...writeTimeEntry({
      ...named(seeding, patient, { artefact: "time_entry", key: id }),
      record: {
        id,
        start: written(start),
        end: written(end),
        person: { reference: member.user, display: member.name },
        credential: member.credential,
        role: member.role,
        activity,
        mode,
        outcome,
        programmes: [...(work.programmes ?? ["ccm"])],
        patients_sharing: 1,
        capture: work.typedAfterHours ? "manual" : "timer",
        recorded: written(end.add({ hours: work.typedAfterHours ?? 0, seconds: 20 })),
        delay_reason: work.typedAfterHours ? "The connection was down." : null,
        replaces: null,
        note:
          work.note ??
          notes[activity] ??
          "Worked through the open points of the care plan with the patient's record at hand.",
      },
    }),
    id: `entry-${id.slice(0, 8)}`,
  };
}

/** The same entry gets the same id in every demo, in the form of a UUID. */
function entryId(patient: string, start: string): string {
  const hex = createHash("sha256").update(`${patient} ${start}`).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
