import { Temporal } from "temporal-polyfill";
import { dayIn, isDay, isInstant } from "./fhir-date.ts";

/** The days a FHIR date may mean: a year or a month alone means any of its days. Both ends are included. */
export interface DaySpan {
  readonly earliest: string;
  readonly latest: string;
}

/** The days a FHIR date or dateTime may mean in a time zone; undefined when it cannot be read. */
export function daySpan(text: string | undefined, timezone: string): DaySpan | undefined {
  if (text === undefined) return undefined;
  if (isDay(text) || isInstant(text)) {
    const day = dayIn(timezone, text);
    return { earliest: day, latest: day };
  }
  if (/^\d{4}$/.test(text)) return { earliest: `${text}-01-01`, latest: `${text}-12-31` };
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(text) ? monthSpan(text) : undefined;
}

/** First and last day of a calendar month. */
export function monthSpan(month: string): DaySpan {
  const days = Temporal.PlainYearMonth.from(month).daysInMonth;
  return { earliest: `${month}-01`, latest: `${month}-${days}` };
}

/** A person's age in whole years on a day; null where a partial birth date leaves two answers, or the day is earlier. */
export function ageOn(day: string, birthDate: string): number | null {
  const born = daySpan(birthDate, "UTC");
  if (born === undefined || born.latest > day) return null;
  const [most, least] = [yearsBetween(born.earliest, day), yearsBetween(born.latest, day)];
  return most === least ? most : null;
}

function yearsBetween(from: string, to: string): number {
  return Temporal.PlainDate.from(from).until(to, { largestUnit: "years" }).years;
}
