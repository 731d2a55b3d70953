/** Offsets from today, so that the same table stays interesting whenever it is loaded. */
const day = 24 * 60 * 60 * 1000;

/** The calendar day so many days before `now`, `YYYY-MM-DD`. */
export function daysBefore(now: Date, days: number): string {
  return new Date(now.getTime() - days * day).toISOString().slice(0, 10);
}

/** The calendar day so many days after another. */
export function dayAfter(date: string, days: number): string {
  return daysBefore(new Date(`${date}T12:00:00Z`), -days);
}

/** A day of the month so many months before the current one; `day` is at most 28. */
export function dayOfMonth(now: Date, { monthsAgo, day }: { monthsAgo: number; day: number }): string {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - monthsAgo, day))
    .toISOString()
    .slice(0, 10);
}

/** A moment of that day as the practice's clock shows it, with the offset of US Central Standard Time. */
export function at(date: string, time: string): string {
  return `${date}T${time}:00-06:00`;
}
