import { describe, expect, it } from "vitest";
import { monthBounds, monthCalendar, monthOf, yearBefore } from "../../server/rules/calendar.ts";

const hour = 60 * 60 * 1000;

describe("a month's edges", () => {
  it.each([
    ["2026-03", "America/New_York", "2026-03-01T05:00:00Z", "2026-04-01T04:00:00Z"],
    ["2026-11", "America/New_York", "2026-11-01T04:00:00Z", "2026-12-01T05:00:00Z"],
    ["2026-02", "Pacific/Honolulu", "2026-02-01T10:00:00Z", "2026-03-01T10:00:00Z"],
    ["2025-12", "Pacific/Guam", "2025-11-30T14:00:00Z", "2025-12-31T14:00:00Z"],
  ])("of %s in %s are its midnights there", (month, zone, from, to) => {
    expect(monthBounds(month, zone)).toEqual({ from: Date.parse(from), to: Date.parse(to) });
  });

  it("are not known in a zone that is none", () => {
    expect(monthBounds("2026-03", "America/Gotham")).toBeNull();
  });
});

describe("the month of an instant", () => {
  it.each([
    ["2026-05-31T23:59:59.999-05:00", "2026-05"],
    ["2026-06-01T00:00:00-05:00", "2026-06"],
    ["2026-06-01T04:59:59Z", "2026-05"],
    ["2026-06-01T05:00:00Z", "2026-06"],
  ])("%s is %s in Chicago", (instant, month) => {
    expect(monthOf(instant, "America/Chicago")).toBe(month);
  });

  it.each([
    ["2026-06-01T05:00:00Z", "America/Gotham"],
    ["yesterday", "America/Chicago"],
  ])("%s in %s is in no month", (instant, zone) => {
    expect(monthOf(instant, zone)).toBeNull();
  });

  it("survives a year no calendar of ours reaches", () => {
    expect(monthOf("0000-01-01T00:00:00Z", "America/Chicago")).toMatch(/^\d{4}-\d{2}$/);
    expect(monthOf("9999-12-31T23:59:59-12:00", "America/Chicago")).toMatch(/^\d{4}-\d{2}$/);
  });
});

it("gives the days on which the clock moves 23 and 25 hours", () => {
  const lengths = (month: string, day: number) => {
    const one = monthCalendar(month, "America/Denver")?.days[day - 1];
    return one && (one.to - one.from) / hour;
  };
  expect([lengths("2026-03", 8), lengths("2026-11", 1), lengths("2026-11", 2)]).toEqual([23, 25, 24]);
});

it.each([
  ["2026-03-01", "2025-03-01"],
  ["2024-02-29", "2023-02-28"],
  ["2025-02-28", "2024-02-28"],
])("a year before %s is %s", (day, before) => {
  expect(yearBefore(day)).toBe(before);
});
