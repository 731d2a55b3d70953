const dayOnly = /^\d{4}-\d{2}-\d{2}$/;
const monthOnly = /^\d{4}-\d{2}$/;
const locale = "en-US";

/** Writes dates and times as people at one practice read them. */
export interface Format {
  /** `Oct 26` in the shown month, `Sep 26, 2026` outside it. Takes a day or an instant. */
  readonly day: (value: string) => string;
  /** `2:13 PM`. */
  readonly time: (instant: string) => string;
  /** `2:13:02 PM`. */
  readonly second: (instant: string) => string;
  /** `Oct 2, 10:05 AM`; the day alone where no hour was noted. */
  readonly moment: (value: string) => string;
  /** A sentence of the engine with its bare days and instants written as people read them. */
  readonly words: (sentence: string) => string;
}

const dayOrInstant = /\b\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:\d{2}))?(?![\dT-])/g;

/** Formats for one practice time zone (IANA name) and one shown month (`YYYY-MM`). */
export function createFormat(zone: string, month: string): Format {
  const day = (value: string) => dayIn(zone, month, value);
  const time = (instant: string) => write(instant, zone, { hour: "numeric", minute: "2-digit" });
  const second = (instant: string) =>
    write(instant, zone, { hour: "numeric", minute: "2-digit", second: "2-digit" });
  const moment = (value: string) => (dayOnly.test(value) ? day(value) : `${day(value)}, ${time(value)}`);
  const words = (sentence: string) => sentence.replace(dayOrInstant, moment);
  return { day, time, second, moment, words };
}

function dayIn(zone: string, month: string, value: string): string {
  const place = dayOnly.test(value) ? "UTC" : zone;
  const shown = write(`${month}-01`, "UTC", { month: "short", year: "numeric" });
  const inShown = write(value, place, { month: "short", year: "numeric" }) === shown;
  return write(value, place, { month: "short", day: "numeric", ...(inShown ? {} : { year: "numeric" }) });
}

function write(value: string, timeZone: string, options: Intl.DateTimeFormatOptions): string {
  const text = new Intl.DateTimeFormat(locale, { ...options, timeZone }).format(new Date(value));
  return text.replaceAll("\u202f", " ");
}

/** A date with its year as the record keeps it, whole or partial: `Jan 1, 1950`, `Jan 1950`, `1950`. */
export function fullDate(value: string): string {
  if (dayOnly.test(value)) return write(value, "UTC", { month: "short", day: "numeric", year: "numeric" });
  return monthOnly.test(value) ? write(value, "UTC", { month: "short", year: "numeric" }) : value;
}

/** Recorded time, minutes and seconds: `7:05`, over an hour `63:05`. */
export function clock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** Money in US dollars, to the cent. */
export function money(dollars: number): string {
  return new Intl.NumberFormat(locale, { style: "currency", currency: "USD" }).format(dollars);
}

/** `Eastern time (New York)`; a zone without a place is written as it is. */
export function zoneWords(zone: string): string {
  const place = zone.split("/").at(-1)?.replaceAll("_", " ");
  if (!zone.includes("/") || !place) return zone;
  const parts = new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName: "longGeneric" });
  const name = parts.formatToParts(new Date(0)).find(({ type }) => type === "timeZoneName")?.value ?? zone;
  return `${name.replace(/ Time$/, " time")} (${place})`;
}

/** `CarePlan/cp-08 · version 4`; says so where the EHR names no version. */
export function versioned(reference: string, version: string | null): string {
  return `${reference} · ${version === null ? "version not known" : `version ${version}`}`;
}

/** `1 read`, `7 reads`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** `99490`, `99490 and 99439`, `a, b and c`. */
export function listed(words: readonly string[]): string {
  return new Intl.ListFormat("en", { type: "conjunction" }).format(words).replace(/, and /, " and ");
}
