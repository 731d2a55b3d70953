import { describe, expect, it } from "vitest";
import {
  clock,
  counted,
  createFormat,
  fullDate,
  listed,
  money,
  versioned,
  zoneWords,
} from "../../app/ui/format.ts";

describe("the one place for dates, minutes and money", () => {
  const format = createFormat("America/New_York", "2026-10");

  it.each([
    ["a day in the shown month", "2026-10-26", "Oct 26"],
    ["a day outside it", "2026-09-30", "Sep 30, 2026"],
    ["the same month of another year", "2025-10-26", "Oct 26, 2025"],
    [
      "an instant still in the shown month here, already in the next in UTC",
      "2026-11-01T03:59:59Z",
      "Oct 31",
    ],
    ["the first instant of the next month here", "2026-11-01T04:00:00Z", "Nov 1, 2026"],
  ])("writes %s", (_, value, words) => expect(format.day(value)).toBe(words));

  it.each([
    ["2026-10-26T18:13:02Z", "2:13 PM", "2:13:02 PM"],
    ["2026-10-26T04:00:00Z", "12:00 AM", "12:00:00 AM"],
    ["2026-10-26T12:00:00-04:00", "12:00 PM", "12:00:00 PM"],
  ])("writes the time of %s in the practice's zone", (instant, time, second) => {
    expect(format.time(instant)).toBe(time);
    expect(format.second(instant)).toBe(second);
  });

  it("leaves the hour out where none was noted", () => {
    expect(format.moment("2026-10-02")).toBe("Oct 2");
    expect(format.moment("2026-10-02T14:05:00Z")).toBe("Oct 2, 10:05 AM");
  });

  it.each([
    ["The consent was obtained on 2026-10-02.", "The consent was obtained on Oct 2."],
    ["RN 1, care manager, 2026-10-26T17:00:00Z", "RN 1, care manager, Oct 26, 1:00 PM"],
    ["RN 1, 2026-10-26T13:00:00.123-04:00.", "RN 1, Oct 26, 1:00 PM."],
    ["MRN 2026-10-0212 and 1-2026-10-02-7", "MRN 2026-10-0212 and 1-2026-10-02-7"],
  ])("rewrites the days of %s", (sentence, words) => expect(format.words(sentence)).toBe(words));

  it.each([
    [0, "0:00"],
    [59, "0:59"],
    [60, "1:00"],
    [425, "7:05"],
    [3785, "63:05"],
  ])("writes %i s as recorded time", (seconds, words) => expect(clock(seconds)).toBe(words));

  it.each([
    [66.13, "$66.13"],
    [0, "$0.00"],
    [1234.5, "$1,234.50"],
  ])("writes %d dollars", (dollars, words) => expect(money(dollars)).toBe(words));

  it.each([
    ["1950-01-01", "Jan 1, 1950"],
    ["1950-01", "Jan 1950"],
    ["1950", "1950"],
  ])("writes the birth date %s as far as it is known", (value, words) => expect(fullDate(value)).toBe(words));

  it.each([
    ["America/New_York", "Eastern time (New York)"],
    ["America/Chicago", "Central time (Chicago)"],
    ["UTC", "UTC"],
  ])("names the zone %s", (zone, words) => expect(zoneWords(zone)).toBe(words));

  it("names versions, counts and lists", () => {
    expect(versioned("CarePlan/cp-08", "4")).toBe("CarePlan/cp-08 · version 4");
    expect(versioned("CarePlan/cp-08", null)).toBe("CarePlan/cp-08 · version not known");
    expect(counted(1, "read")).toBe("1 read");
    expect(counted(7, "read")).toBe("7 reads");
    expect(listed(["99490", "99439", "99487"])).toBe("99490, 99439 and 99487");
  });
});
