import { Temporal } from "temporal-polyfill";
import { zoneOffset } from "./zone-offset.ts";

const dayForm = /^(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const timeForm = /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-](0\d|1[0-4]):[0-5]\d)$/;

/** Whether the text is a calendar day that exists, `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  const [, year, month, day] = dayForm.exec(text) ?? [];
  if (year === undefined) return false;
  return Number(day) <= 28 || Number(day) <= daysIn(Number(year), Number(month));
}

/** The calendar repeats every 400 years, and JavaScript takes the years before 100 for others. */
const daysIn = (year: number, month: number) =>
  new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();

/** Whether the text is a moment to the second, with its offset. */
export function isInstant(text: string): boolean {
  return isDay(text.slice(0, 10)) && text[10] === "T" && timeForm.test(text.slice(11));
}

/** The text when it is a day, else undefined. */
export function dayOf(text: string | undefined): string | undefined {
  return text !== undefined && isDay(text) ? text : undefined;
}

/** The text when it is a moment with its offset, else undefined. */
export function instantOf(text: string | undefined): string | undefined {
  return text !== undefined && isInstant(text) ? text : undefined;
}

/** The text when it is a whole day or a moment; a year or a month alone is neither. */
export function dayOrInstantOf(text: string | undefined): string | undefined {
  return dayOf(text) ?? instantOf(text);
}

/** The first and the last moment, to the second, of a calendar month in a time zone, with offsets. */
export function calendarMonth(month: string, timezone: string): { start: string; end: string } {
  const first = Temporal.PlainYearMonth.from(month).toPlainDate({ day: 1 });
  const start = first.toZonedDateTime(timezone);
  const end = first.add({ months: 1 }).toZonedDateTime(timezone).subtract({ seconds: 1 });
  return {
    start: start.toString({ timeZoneName: "never" }),
    end: end.toString({ timeZoneName: "never" }),
  };
}

/** The calendar month a moment falls in, by the clocks of a time zone; undefined where that is no time zone. */
export function monthIn(timezone: string, instant: string): string | undefined {
  try {
    return dayOf(dayIn(timezone, instant))?.slice(0, 7);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** An instant as milliseconds since 1970, for putting instants of different offsets in order. */
export function moment(instant: string): number {
  return isInstant(instant) ? Date.parse(instant) : Temporal.Instant.from(instant).epochMilliseconds;
}

/** The calendar day a day or a moment falls on in a time zone. */
export function dayIn(timezone: string, when: string): string {
  if (isDay(when)) return when;
  const at = moment(when);
  const local = new Date(at + zoneOffset(timezone, at)).toISOString();
  return local.slice(0, local.indexOf("T"));
}
