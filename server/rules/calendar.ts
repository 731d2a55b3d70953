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
  /** Days `YYYY-MM-DD` of the month in order, each with its span; 23 or 25 hours on nights the clock moves. */
  readonly days: readonly (Span & { readonly day: string })[];
}

const known = new Map<string, MonthCalendar | null>();
const remembered = 4096;

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

function isZone(zone: string): boolean {
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
    return { day: day.toString(), from: midnight(day, zone), to: midnight(day.add({ days: 1 }), zone) };
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
  return Number.isNaN(at) || !isZone(zone) ? null : zonedDay(at, zone).slice(0, 7);
}

/** The span of one local day. */
export function spanOfDay(day: string, calendar: MonthCalendar): Span {
  const inside = calendar.days.find((one) => one.day === day);
  if (inside) return inside;
  const date = Temporal.PlainDate.from(day);
  return { from: midnight(date, calendar.zone), to: midnight(date.add({ days: 1 }), calendar.zone) };
}

/** The local day `YYYY-MM-DD` a moment falls on. */
export function dayAt(at: number, calendar: MonthCalendar): string {
  const inside = calendar.days.find((one) => one.from <= at && at < one.to);
  return inside?.day ?? zonedDay(at, calendar.zone);
}

function zonedDay(at: number, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate().toString();
}

export const isDay = (value: string): boolean => value.length === 10;

/** The local day of a day or an instant. */
export function dayOf(value: string, calendar: MonthCalendar): string {
  return isDay(value) ? value : dayAt(Date.parse(value), calendar);
}

/** The span of a day, or the moment of an instant as an empty span. */
export function spanOf(value: string, calendar: MonthCalendar): Span {
  if (isDay(value)) return spanOfDay(value, calendar);
  const at = Date.parse(value);
  return { from: at, to: at };
}

/** The same day a year earlier; 29 February becomes 28 February. */
export function yearBefore(day: string): string {
  return Temporal.PlainDate.from(day).subtract({ years: 1 }).toString();
}

/** Whole days from one day to another; negative when the second is earlier. */
export function daysBetween(from: string, to: string): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to)).days;
}
