import type { EntryLine, Readiness } from "../contract/index.ts";
import type { MonthReading } from "./read-month.ts";

type Held = MonthReading["shown"]["entries"][number];

/** Every recorded stretch of the month with what of it counts: recorded = counted + not counted. */
export function entryLines({ shown, readiness }: Pick<MonthReading, "shown" | "readiness">): EntryLine[] {
  return shown.entries.map((held) => entryLine(held, readiness));
}

function entryLine(
  { record, reference, version }: Held,
  { counted_entries, excluded_entries }: Readiness,
): EntryLine {
  const recorded = Math.max(0, Math.floor((Date.parse(record.end) - Date.parse(record.start)) / 1000));
  const counted = counted_entries
    .filter(({ id }) => id === record.id)
    .reduce((seconds, one) => seconds + one.seconds, 0);
  return {
    id: record.id,
    start: record.start,
    end: record.end,
    date: null,
    who: record.person.display,
    credential: record.credential,
    role: record.role,
    activity: record.activity,
    recorded_seconds: recorded,
    counted_seconds: Math.min(counted, recorded),
    reasons: [...new Set(excluded_entries.filter(({ id }) => id === record.id).map(({ reason }) => reason))],
    reference,
    version,
  };
}
