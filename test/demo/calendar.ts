import { Temporal } from "temporal-polyfill";
import { demoPractice } from "./practice.ts";

const zone = demoPractice.timezone;

/** The moment as the practice's clock shows it, with its offset. */
export function practiceClock(moment: Date): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(moment.getTime()).toZonedDateTimeISO(zone);
}

/** An instant with its offset, the way a record writes it. */
export function written(moment: Temporal.ZonedDateTime): string {
  return moment.toString({ timeZoneName: "never", fractionalSecondDigits: 0 });
}

/** From this day on a month has five working days behind it at least, and may be shown as one in full swing. */
const inFullSwing = 8;

/** Which months the demo's work lies in. */
export interface WorkMonths {
  /** The one whose minutes are to be looked at: the current one, or the one before while that is only begun. */
  readonly open: Temporal.PlainYearMonth;
  readonly before: Temporal.PlainYearMonth;
  /** The current one where it is only begun. */
  readonly begun: Temporal.PlainYearMonth | null;
}

export function workMonths(now: Temporal.ZonedDateTime): WorkMonths {
  const current = now.toPlainDate().toPlainYearMonth();
  const begun = now.day < inFullSwing ? current : null;
  const open = begun ? current.subtract({ months: 1 }) : current;
  return { open, before: open.subtract({ months: 1 }), begun };
}

/** Mondays to Fridays of the month that lie before a day. */
export function workingDays(
  month: Temporal.PlainYearMonth,
  before: Temporal.PlainDate,
): Temporal.PlainDate[] {
  return Array.from({ length: month.daysInMonth }, (_, index) =>
    month.toPlainDate({ day: index + 1 }),
  ).filter((day) => day.dayOfWeek <= 5 && Temporal.PlainDate.compare(day, before) < 0);
}

/** The same day, or the Friday before where it is of a weekend. */
export function onWorkingDay(moment: Temporal.ZonedDateTime): Temporal.ZonedDateTime {
  return moment.subtract({ days: Math.max(0, moment.dayOfWeek - 5) });
}
