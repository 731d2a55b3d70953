import type { TimeEntry } from "../../contract/index.ts";
import { dayOf, type MonthCalendar, type Span, spanOfDay } from "../calendar.ts";

interface Recorded {
  readonly entry: TimeEntry;
  /** Its place in the facts, for the evidence that came with it. */
  readonly index: number;
  /** Recorded milliseconds, before anything is taken off. */
  readonly ms: number;
}

/** An entry with clock times. */
export interface ClockEntry extends Recorded {
  readonly kind: "clock";
  readonly span: Span;
}

/** An entry with a date and minutes; its span is that whole local day. */
interface DayEntry extends Recorded {
  readonly kind: "day";
  readonly day: string;
  readonly span: Span;
}

/** An entry that has no place in time. */
interface UnplacedEntry extends Recorded {
  readonly kind: "unplaced";
  readonly reason: "undated" | "invalid_interval" | "not_known";
}

export type RecordedEntry = ClockEntry | DayEntry | UnplacedEntry;

interface Given {
  readonly entry: TimeEntry;
  readonly index: number;
  readonly calendar: MonthCalendar | null;
}

/**
 * Places one entry in time. `null` for start or end means not recorded, and a date with minutes will do;
 * absent means not known, and then nothing is guessed.
 */
export function recordedEntry(given: Given): RecordedEntry {
  const { start, end } = given.entry;
  if (typeof start === "string" && typeof end === "string") {
    return clockEntry(given, { from: Date.parse(start), to: Date.parse(end) });
  }
  if (start === undefined || end === undefined) return unplaced(given, "not_known");
  return dayEntry(given, given.entry.date ?? start ?? end);
}

function clockEntry(given: Given, span: Span): RecordedEntry {
  const { entry, index, calendar } = given;
  if (!(span.from < span.to)) return { kind: "unplaced", reason: "invalid_interval", entry, index, ms: 0 };
  const ms = span.to - span.from;
  if (!calendar) return { kind: "unplaced", reason: "not_known", entry, index, ms };
  return { kind: "clock", entry, index, ms, span };
}

function dayEntry(given: Given, date: string | null): RecordedEntry {
  const { entry, index, calendar } = given;
  if (date === null) return unplaced(given, "undated");
  if (!calendar) return unplaced(given, "not_known");
  const ms = durationOf(entry);
  const day = dayOf(date, calendar);
  const span = spanOfDay(day, calendar);
  if (ms === 0 || ms > span.to - span.from) return unplaced(given, "invalid_interval");
  return { kind: "day", entry, index, ms, day, span };
}

function unplaced({ entry, index }: Given, reason: UnplacedEntry["reason"]): UnplacedEntry {
  return { kind: "unplaced", reason, entry, index, ms: durationOf(entry) };
}

/** A thousandth of a millisecond keeps 8.2 minutes, which no binary number holds exactly, from losing one. */
const representationError = 0.001;

function durationOf({ duration_minutes }: TimeEntry): number {
  const ms = Math.min((duration_minutes ?? 0) * 60_000, Number.MAX_SAFE_INTEGER);
  return Math.floor(ms + representationError);
}
