import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { expect, it } from "vitest";
import { dayIn, isDay, moment } from "../../fhir-mappings/fhir-date.ts";

/* Held against Temporal itself: days and moments are read without it wherever that is exact. */

const pad = (value: number, width = 2) => String(value).padStart(width, "0");

/** Zones whose clocks moved at midnight, by half an hour, by a whole day, or never. */
const zone = fc.constantFrom(
  "America/New_York",
  "America/St_Johns",
  "America/Phoenix",
  "Pacific/Honolulu",
  "Pacific/Apia",
  "Australia/Lord_Howe",
  "Asia/Kathmandu",
  "UTC",
);

const instant = fc
  .tuple(
    fc.integer({ min: Date.UTC(1850, 0, 1) / 1000, max: Date.UTC(2060, 0, 1) / 1000 }),
    fc.constantFrom("", ".5", ".999999999", ".0004"),
    fc.constantFrom("Z", "+00:00"),
  )
  .map(([at, fraction, suffix]) => `${new Date(at * 1000).toISOString().slice(0, 19)}${fraction}${suffix}`);

const byTemporal = (timezone: string, when: string) =>
  Temporal.Instant.from(when).toZonedDateTimeISO(timezone).toPlainDate().toString();

it("a moment falls on the day Temporal says, in any zone and year", () => {
  fc.assert(
    fc.property(zone, instant, (timezone, when) => {
      expect(dayIn(timezone, when)).toBe(byTemporal(timezone, when));
      expect(moment(when)).toBe(Temporal.Instant.from(when).epochMilliseconds);
    }),
    { numRuns: 2_000 },
  );
});

it.each([
  ["America/St_Johns", "2010-11-07T02:29:59Z"],
  ["America/St_Johns", "2010-11-07T02:30:30Z"],
  ["America/St_Johns", "2010-11-07T02:31:00Z"],
  ["America/St_Johns", "2010-11-07T03:29:59Z"],
  ["Pacific/Apia", "2011-12-30T09:59:59Z"],
  ["Pacific/Apia", "2011-12-30T10:00:00Z"],
  ["America/New_York", "2026-03-08T06:59:59Z"],
  ["America/New_York", "2026-03-08T07:00:00Z"],
  ["UTC", "9999-12-31T23:59:59-14:00"],
  ["Pacific/Honolulu", "0000-01-01T00:00:00Z"],
])("in %s, %s is on the day Temporal says", (timezone, when) => {
  expect(dayIn(timezone, when)).toBe(byTemporal(timezone, when));
});

it("knows the days of every month, in every kind of year", () => {
  for (const year of [0, 4, 99, 100, 1900, 2000, 2023, 2024, 2100, 9999]) {
    for (let month = 1; month <= 12; month += 1) {
      const { daysInMonth } = new Temporal.PlainYearMonth(year, month);
      for (const day of [28, 29, 30, 31]) {
        expect(isDay(`${pad(year, 4)}-${pad(month)}-${day}`)).toBe(day <= daysInMonth);
      }
    }
  }
});
