import { describe, expect, it } from "vitest";
import { monthHead, offeredMonths } from "../../server/month/month-head.ts";

describe("the month's head", () => {
  it.each([
    ["2026-10", "2026-10-26", { state: "open", day: 26, days: 31, working_days_left: 5, to: "2026-10-31" }],
    ["2026-10", "2026-10-31", { state: "open", day: 31, working_days_left: 0 }],
    ["2026-11", "2026-11-01", { state: "open", day: 1, days: 30, working_days_left: 21 }],
    ["2026-02", "2026-02-27", { days: 28, working_days_left: 1, to: "2026-02-28" }],
    ["2028-02", "2028-02-29", { days: 29, working_days_left: 1, to: "2028-02-29" }],
    ["2026-09", "2026-10-01", { state: "past", day: null, working_days_left: null }],
    ["2025-12", "2026-01-02", { state: "past", label: "December 2025" }],
  ])("of %s seen on %s", (month, today, expected) => {
    expect(monthHead(month, today, "America/Chicago")).toMatchObject(expected);
  });
});

describe("the months on offer", () => {
  it("are the current one and twelve before it", () => {
    const months = offeredMonths("2026-10").map(({ month }) => month);
    expect([months.length, months[0], months.at(-1)]).toEqual([13, "2026-10", "2025-10"]);
  });

  it("cross the turn of the year and stop where the rules begin", () => {
    expect(offeredMonths("2025-02")).toEqual([
      { month: "2025-02", label: "February 2025" },
      { month: "2025-01", label: "January 2025" },
    ]);
  });
});
