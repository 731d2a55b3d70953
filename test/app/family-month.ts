import type { MonthView } from "../../server/contract/index.ts";
import { unitAmounts } from "../../server/rules/codes/unit-amounts.ts";
import { answerTo, monthOfVector } from "../rules/vector.ts";
import { monthView } from "./month-view.ts";

type Change = Parameters<typeof answerTo>[0];

const own = { role: "practitioner", person: "dr-okafor" };
const moderate = { level: "moderate", by: "dr-okafor", documented: true };

/** An entry of staff or of the billing practitioner, from one hour of a day on, for so many minutes. */
export function worked(day: number, minutes: number, by: "staff" | "practitioner" = "staff") {
  const from = Date.parse(`2026-05-${String(day).padStart(2, "0")}T14:00:00Z`);
  return {
    id: `${by}${day}`,
    start: new Date(from).toISOString(),
    end: new Date(from + minutes * 60_000).toISOString(),
    ...(by === "practitioner" && own),
  };
}

/** Whether the month's decision complexity is known to be moderate, known to be absent, or not known. */
export const complexity = {
  moderate: { change: { mdm: moderate } },
  none: { change: { mdm: null } },
  unknown: { without: ["mdm"] },
} as const;

/** The screen's view of a month as the engine answers it, with every family evaluated. */
export function familyMonth(change: Change): MonthView {
  const { month, facts } = monthOfVector(change);
  const readiness = answerTo(change);
  const lines = [...readiness.counted_entries, ...readiness.excluded_entries];
  return monthView({
    readiness,
    unit_amounts: unitAmounts(month, facts),
    head: { month, label: "May 2026", from: "2026-05-01", to: "2026-05-31", state: "past", day: null },
    entries: (facts.time_entries ?? []).map(({ id = "", start, end, role }) => {
      const counted = readiness.counted_entries
        .filter((one) => one.id === id)
        .reduce((sum, { seconds }) => sum + seconds, 0);
      return {
        id,
        start: start ?? null,
        end: end ?? null,
        date: null,
        who: role === "practitioner" ? "Practitioner 1" : "RN 1",
        credential: null,
        role: role ?? null,
        activity: "care_coordination",
        recorded_seconds: lines.filter((one) => one.id === id).reduce((sum, { seconds }) => sum + seconds, 0),
        counted_seconds: counted,
        reasons: readiness.excluded_entries.filter((one) => one.id === id).map(({ reason }) => reason),
        reference: `Task/${id}`,
        version: "1",
      };
    }),
  });
}
