import { isObject } from "./json.ts";

/** The instants a FHIR date, dateTime or Period covers, in milliseconds; both ends belong to it. */
export interface DateRange {
  readonly from: number;
  readonly to: number;
}

const partial = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;

/** The range of a value in a resource or in a search; null when it is no date. Days are days in UTC. */
export function dateRange(value: unknown): DateRange | null {
  if (isObject(value)) return periodRange(value["start"], value["end"]);
  if (typeof value !== "string" || !isOnCalendar(value)) return null;
  const [whole, year, month, day] = partial.exec(value) ?? [];
  if (whole !== undefined) return calendarRange(Number(year), toNumber(month), toNumber(day));
  const from = Date.parse(withZone(value));
  return Number.isNaN(from) ? null : { from, to: from + precision(value) };
}

/** Whether the day a date or dateTime names exists; the language itself takes 30 February for 2 March. */
export function isOnCalendar(text: string): boolean {
  const [, year, month = 1, day = 1] = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?/.exec(text)?.map(Number) ?? [];
  if (year === undefined) return false;
  const named = new Date(Date.UTC(2000, 0, 1));
  named.setUTCFullYear(year, (month || 1) - 1, day || 1);
  return named.getUTCMonth() + 1 === (month || 1) && named.getUTCDate() === (day || 1);
}

const toNumber = (digits: string | undefined) => (digits === undefined ? undefined : Number(digits));

function periodRange(start: unknown, end: unknown): DateRange | null {
  if (start === undefined && end === undefined) return null;
  const from = dateRange(start)?.from ?? Number.NEGATIVE_INFINITY;
  return { from, to: dateRange(end)?.to ?? Number.POSITIVE_INFINITY };
}

function calendarRange(year: number, month?: number, day?: number): DateRange {
  const from = Date.UTC(year, (month ?? 1) - 1, day ?? 1);
  const next = { year: year + (month === undefined ? 1 : 0), month: (month ?? 1) - 1, day: day ?? 1 };
  if (day !== undefined) next.day += 1;
  else if (month !== undefined) next.month += 1;
  return { from, to: Date.UTC(next.year, next.month, next.day) - 1 };
}

function withZone(value: string): string {
  return /(Z|[+-]\d{2}:\d{2})$/.test(value) ? value : `${value}Z`;
}

/** A value to the second covers that second, one to the minute that minute. */
function precision(value: string): number {
  if (/T\d{2}:\d{2}:\d{2}\.\d+/.test(value)) return 0;
  return /T\d{2}:\d{2}:\d{2}/.test(value) ? 999 : 59_999;
}

const prefixes: Readonly<Record<string, (own: DateRange, wanted: DateRange) => boolean>> = {
  eq: (own, wanted) => own.from >= wanted.from && own.to <= wanted.to,
  ne: (own, wanted) => own.from < wanted.from || own.to > wanted.to,
  gt: (own, wanted) => own.to > wanted.to,
  ge: (own, wanted) => own.to >= wanted.from,
  lt: (own, wanted) => own.from < wanted.from,
  le: (own, wanted) => own.from <= wanted.to,
  sa: (own, wanted) => own.from > wanted.to,
  eb: (own, wanted) => own.to < wanted.from,
};

/** Whether a value meets `ge2026-01`, `2026-01-15` and the like, by https://hl7.org/fhir/R4/search.html#date. */
export function matchesDate(value: unknown, wanted: string): boolean {
  const { prefix, bound } = askedDate(wanted);
  const own = dateRange(value);
  return own !== null && bound !== null && (prefixes[prefix]?.(own, bound) ?? false);
}

/** Whether a search can go by this value of a date parameter. */
export function isDateAsked(wanted: string): boolean {
  return askedDate(wanted).bound !== null;
}

function askedDate(wanted: string): { prefix: string; bound: DateRange | null } {
  const [, prefix = "eq", text = ""] = /^(eq|ne|gt|ge|lt|le|sa|eb)?(.*)$/.exec(wanted) ?? [];
  return { prefix, bound: dateRange(text) };
}
