import type { Temporal } from "temporal-polyfill";
import { type WorkMonths, workingDays, workMonths } from "./calendar.ts";
import { Diary } from "./diary.ts";
import type { Enrolled, Work } from "./enrolled-patients.ts";
import { demoPractice } from "./practice.ts";

/** A piece of work with the moment it began. */
export interface Scheduled extends Work {
  readonly start: Temporal.ZonedDateTime;
}

/** One of so many patients has something done on each day of a month that is only begun. */
const everyWhich = 8;

/**
 * The work of each patient with the moments it began, in the order of the patients: on working days that are over,
 * nobody in two places at once, and nothing written down in the future. A month that is only begun has its first
 * pieces, as far as the day has come.
 */
export function scheduled(patients: readonly Enrolled[], now: Temporal.ZonedDateTime): Scheduled[][] {
  const months = workMonths(now);
  const diary = new Diary(demoPractice.timezone);
  return patients.map((enrolled, place) => {
    const today = now.toPlainDate();
    const ended = enrolled.diedDaysAgo === undefined ? today : today.subtract({ days: enrolled.diedDaysAgo });
    const book = (work: readonly Work[], days: readonly Temporal.PlainDate[]) =>
      booked(diary, { patient: enrolled.patient, work, days, now });
    return [
      ...book(enrolled.lastMonth, workingDays(months.before, ended)),
      ...book(enrolled.thisMonth, workingDays(months.open, ended)),
      ...(enrolled.diedDaysAgo === undefined
        ? book(begun(enrolled, place, now), daysBegun(months, now))
        : []),
    ];
  });
}

function daysBegun({ begun: month }: WorkMonths, now: Temporal.ZonedDateTime): Temporal.PlainDate[] {
  return month ? workingDays(month, now.toPlainDate().add({ days: 1 })) : [];
}

/** The first piece of the month's work, where it is this patient's turn by now. */
function begun({ thisMonth }: Enrolled, place: number, now: Temporal.ZonedDateTime): readonly Work[] {
  return place % everyWhich < daysBegun(workMonths(now), now).length ? thisMonth.slice(0, 1) : [];
}

interface Booking {
  readonly patient: string;
  readonly work: readonly Work[];
  readonly days: readonly Temporal.PlainDate[];
  readonly now: Temporal.ZonedDateTime;
}

/** Spread over the days, from ten in the morning on; what finds no time is not done. */
function booked(diary: Diary, { patient, work, days, now }: Booking): Scheduled[] {
  return work.flatMap((one, index) => {
    const start = diary.book({
      whose: [one.who ?? "rn-1", patient],
      seconds: one.seconds,
      days,
      best: Math.floor((index * days.length) / work.length),
      minutesIn: 125 + 60 * (index % 6),
      until: now.subtract({ hours: one.typedAfterHours ?? 0, seconds: 20 }),
    });
    return start ? [{ ...one, start }] : [];
  });
}
