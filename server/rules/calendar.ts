import { Temporal } from "temporal-polyfill";

/** A half-open stretch of time in milliseconds since the epoch. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** One calendar month in one zone: its edges, its days, and the midnight each day starts with. */
export interface MonthCalendar extends Span {
  readonly zone: string;
  readonly firstDay: string;
  readonly lastDay: string;
  /** The days of the month in order; 23 or 25 hours long where the clock moves. */
  readonly days: readonly Span[];
}

const known = new Map<string, MonthCalendar | null>();
const remembered = 512;

/** The month's calendar in an IANA zone; null where the zone is not one. Computed once per month and zone. */
export function monthCalendar(month: string, zone: string): MonthCalendar | null {
  const key = `${month} ${zone}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  if (known.size >= remembered) known.clear();
  const calendar = isZone(zone) ? computeCalendar(month, zone) : null;
  known.set(key, calendar);
  return calendar;
}

/** Offsets and moments name no zone: neither knows when the clock moves. */
function isZone(zone: string): boolean {
  if (!/^[a-z]/i.test(zone)) return false;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

function computeCalendar(month: string, zone: string): MonthCalendar {
  const first = Temporal.PlainDate.from(`${month}-01`);
  const days = Array.from({ length: first.daysInMonth }, (_, index) => {
    const day = first.add({ days: index });
    return { from: midnight(day, zone), to: midnight(day.add({ days: 1 }), zone) };
  });
  const last = first.with({ day: first.daysInMonth });
  return {
    zone,
    days,
    firstDay: first.toString(),
    lastDay: last.toString(),
    from: midnight(first, zone),
    to: midnight(last.add({ days: 1 }), zone),
  };
}

const midnight = (day: Temporal.PlainDate, zone: string) => day.toZonedDateTime(zone).epochMilliseconds;

/** The month's edges in milliseconds since the epoch, `to` excluded; null where the zone is not one. */
export function monthBounds(month: string, zone: string): Span | null {
  const calendar = monthCalendar(month, zone);
  return calendar && { from: calendar.from, to: calendar.to };
}

/** The calendar month `YYYY-MM` an instant falls in; null where the zone or the instant is not one. */
export function monthOf(instant: string, zone: string): string | null {
  const at = Date.parse(instant);
  return Number.isNaN(at) || !isZone(zone) ? null : dayIn(zone, at).slice(0, 7);
}

/** The local day `YYYY-MM-DD` a moment falls on: at most a day away from the one in UTC. */
function dayIn(zone: string, moment: number): string {
  const at = Math.min(Math.max(moment, firstMoment), lastMoment);
  for (const days of [0, -1, 1]) {
    const day = utcDay(at + days * dayLength);
    const { from, to } = dayEdges(day, zone);
    if (from <= at && at < to) return day;
  }
  return utcDay(at);
}

/** Years a chart writes by mistake are taken to the nearest that has four digits on either side. */
const firstMoment = Date.UTC(1000, 0, 1);
const lastMoment = Date.UTC(9000, 0, 1);
const dayLength = 24 * 60 * 60 * 1000;
const utcDay = (at: number) => new Date(at).toISOString().slice(0, 10);

function dayEdges(day: string, zone: string): Span {
  const edges = monthCalendar(day.slice(0, 7), zone)?.days[Number(day.slice(8)) - 1];
  if (!edges) throw new RangeError(`${day} is no day in ${zone}`);
  return edges;
}

/** The span of one local day. */
export const spanOfDay = (day: string, { zone }: MonthCalendar): Span => dayEdges(day, zone);

export const isDay = (value: string): boolean => value.length === 10;

/** The local day of a day or an instant. */
export function dayOf(value: string, { zone }: MonthCalendar): string {
  return isDay(value) ? value : dayIn(zone, Date.parse(value));
}

/** The local day in which work that was done by this day or instant ended: midnight ends the day before. */
export function dayDoneBy(value: string, { zone }: MonthCalendar): string {
  return isDay(value) ? value : dayIn(zone, Date.parse(value) - 1);
}

/** The span of a day, or the moment of an instant as an empty span. */
export function spanOf(value: string, calendar: MonthCalendar): Span {
  if (isDay(value)) return spanOfDay(value, calendar);
  const at = Date.parse(value);
  return { from: at, to: at };
}

/** The same day a year earlier; 29 February becomes 28 February. */
export function yearBefore(day: string): string {
  const year = String(Number(day.slice(0, 4)) - 1).padStart(4, "0");
  const monthAndDay = day.slice(4);
  return `${year}${monthAndDay === "-02-29" ? "-02-28" : monthAndDay}`;
}
