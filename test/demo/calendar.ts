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

/**
 * Starts for so many pieces of work, one a day at ten in the morning, spread over the month's days that are over.
 * Empty on the first of the month: then nothing can have been done yet.
 */
export function workingMornings(
  count: number,
  now: Temporal.ZonedDateTime,
  monthsAgo: 0 | 1,
): Temporal.ZonedDateTime[] {
  const first = now.with({ day: 1 }).subtract({ months: monthsAgo });
  const days = monthsAgo === 0 ? now.day - 1 : first.daysInMonth;
  if (days === 0) return [];
  return Array.from({ length: count }, (_, index) =>
    first
      .with({ day: 1 + Math.floor((index * days) / count) })
      .withPlainTime({ hour: 10 + (index % 6), minute: 5 }),
  );
}
