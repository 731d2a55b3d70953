/*
 * An independent calculation of a patient-month, written from the published contract alone. It shares no code with the
 * engine and works the slow way on purpose: every second of every entry is looked at by itself.
 */

const quarterHour = 900;
const calendars = new Map<string, (second: number) => string>();

/** The local day of a second since 1970, asked of the platform's calendar once a quarter of an hour. */
export function localDayIn(zone: string): (second: number) => string {
  const known = calendars.get(zone);
  if (known) return known;
  const format = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  const days = new Map<number, string>();
  const dayOf = (second: number) => {
    const quarter = Math.floor(second / quarterHour);
    const day = days.get(quarter) ?? format.format(quarter * quarterHour * 1000);
    days.set(quarter, day);
    return day;
  };
  calendars.set(zone, dayOf);
  return dayOf;
}

const isDay = (moment: string) => /^\d{4}-\d\d-\d\d$/.test(moment);
export const secondOf = (instant: string) => Date.parse(instant) / 1000;

/** Questions about moments that are a day or an instant, in one time zone. */
export class WallClock {
  readonly dayOfSecond: (second: number) => string;

  constructor(zone: string) {
    this.dayOfSecond = localDayIn(zone);
  }

  dayOf(moment: string): string {
    return isDay(moment) ? moment : this.dayOfSecond(secondOf(moment));
  }

  /** The last day that had begun when the moment came: a day itself, or that of the second before an instant. */
  lastDayBefore(moment: string): string {
    return isDay(moment) ? moment : this.dayOfSecond(secondOf(moment) - 1);
  }

  monthOf(moment: string): string {
    return this.dayOf(moment).slice(0, 7);
  }

  /** Is this second earlier than the moment? A day begins with its first second. */
  isBefore(second: number, moment: string): boolean {
    return isDay(moment) ? this.dayOfSecond(second) < moment : second < secondOf(moment);
  }

  /** Has the moment passed in this second? A day has passed when the next one begins. */
  isAfter(second: number, moment: string): boolean {
    return isDay(moment) ? this.dayOfSecond(second) > moment : second >= secondOf(moment);
  }
}

const edges = new Map<string, number[]>();

/** Seconds from the month's first midnight in UTC to the local ones that begin it and end it. */
export function localEdges(month: string, zone: string): number[] {
  const key = `${month} ${zone}`;
  const known = edges.get(key);
  if (known) return known;
  const dayOf = localDayIn(zone);
  const first = Date.parse(`${month}-01T00:00:00Z`) / 1000;
  const inMonth = (second: number) => dayOf(second).startsWith(month);
  const found: number[] = [];
  for (let second = first - 86_400; second < first + 33 * 86_400; second += quarterHour) {
    if (inMonth(second) !== inMonth(second - quarterHour)) found.push(second - first);
  }
  edges.set(key, found);
  return found;
}
