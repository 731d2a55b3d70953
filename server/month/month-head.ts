import type { Month, MonthHead } from "../contract/index.ts";

/** How many months back the picker reaches, the current one included. */
const offered = 13;
const firstMonthWithRules = "2025-01";

const label = new Intl.DateTimeFormat("en-US", { month: "long", year: "numeric", timeZone: "UTC" });

/** The months a user may open, newest first: none before the rules begin, none that has not started. */
export function offeredMonths(current: Month): { month: Month; label: string }[] {
  return Array.from({ length: offered }, (_, back) => monthsBefore(current, back))
    .filter((month) => month >= firstMonthWithRules)
    .map((month) => ({ month, label: monthLabel(month) }));
}

/** What the head of the screen says of a month on a day, both in the practice's time zone. */
export function monthHead(month: Month, today: string, timezone: string): MonthHead {
  const days = daysIn(month);
  const open = today.startsWith(month);
  return {
    month,
    label: monthLabel(month),
    from: `${month}-01`,
    to: `${month}-${String(days).padStart(2, "0")}`,
    timezone,
    state: open ? "open" : "past",
    day: open ? dayNumber(today) : null,
    days,
    working_days_left: open ? workingDaysFrom(today, days) : null,
  };
}

/** The month in words, `October 2026`. */
export function monthLabel(month: Month): string {
  return label.format(utc(`${month}-01`));
}

function monthsBefore(month: Month, back: number): Month {
  const date = utc(`${month}-01`);
  date.setUTCMonth(date.getUTCMonth() - back);
  return date.toISOString().slice(0, 7);
}

function daysIn(month: Month): number {
  const date = utc(`${month}-01`);
  date.setUTCMonth(date.getUTCMonth() + 1, 0);
  return date.getUTCDate();
}

/** Mondays to Fridays from this day to the month's end, the day itself included. Holidays are not known here. */
function workingDaysFrom(today: string, days: number): number {
  const rest = Array.from({ length: days - dayNumber(today) + 1 }, (_, ahead) => {
    const date = utc(today);
    date.setUTCDate(date.getUTCDate() + ahead);
    return date.getUTCDay();
  });
  return rest.filter((weekday) => weekday !== 0 && weekday !== 6).length;
}

function dayNumber(day: string): number {
  return Number(day.slice(8, 10));
}

function utc(day: string): Date {
  return new Date(`${day}T00:00:00Z`);
}
