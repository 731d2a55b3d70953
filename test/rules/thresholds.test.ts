import { expect, it } from "vitest";
import thresholds from "../vectors/thresholds.json" with { type: "json" };
import { answerTo, inWords } from "./vector.ts";

const start = Date.parse("2026-05-12T06:00:00Z");
const entryOf = (seconds: number) => ({
  start: new Date(start).toISOString(),
  end: new Date(start + seconds * 1000).toISOString(),
});

const staffCodes = new Set(["99490", "99439"]);

it.each(thresholds)("$case", ({ seconds, codes, blocked, next }) => {
  const said = answerTo({ entries: seconds === 0 ? [] : [entryOf(seconds)] });
  const step = said.next.find((one) => staffCodes.has(one.code));
  const own = said.blocked.filter((one) => staffCodes.has(one.code));
  expect(inWords({ ...said, blocked: own })).toMatchObject({
    codes,
    blocked,
    minutes: [Math.floor(seconds / 60), 0, Math.floor(seconds / 60)],
  });
  expect(step ? `${step.code} short by ${step.minutes_short}` : null).toBe(next);
});

it("says of each unit when its last second fell", () => {
  const said = answerTo({ entries: [entryOf(2460)] });
  expect(said.thresholds.filter(({ code }) => staffCodes.has(code))).toEqual([
    {
      code: "99490",
      unit: 1,
      seconds_needed: 1200,
      seconds_counted: 2460,
      reached_on: "2026-05-12T06:20:00.000Z",
    },
    {
      code: "99439",
      unit: 1,
      seconds_needed: 2400,
      seconds_counted: 2460,
      reached_on: "2026-05-12T06:40:00.000Z",
    },
    { code: "99439", unit: 2, seconds_needed: 3600, seconds_counted: 2460, reached_on: null },
  ]);
});

it("reaches a unit in shared time when the patient's own share does", () => {
  const said = answerTo({ entries: [{ ...entryOf(3600), patients_sharing: 3 }] });
  expect(said.thresholds[0]?.reached_on).toBe("2026-05-12T07:00:00.000Z");
});

it("hands out the seconds that flooring leaves over, so that shared entries add up to the pool", () => {
  const entries = [601, 600, 599, 601, 600, 599].map((seconds, index) => ({
    id: `s${index}`,
    start: new Date(start + index * 3_600_000).toISOString(),
    end: new Date(start + index * 3_600_000 + seconds * 1000).toISOString(),
    patients_sharing: 3,
  }));
  const said = answerTo({ entries });
  expect(said.thresholds[0]?.seconds_counted).toBe(1200);
  expect(said.counted_entries.map(({ seconds }) => seconds)).toEqual([200, 200, 200, 200, 200, 200]);
  expect(said.excluded_entries.map(({ seconds }) => seconds)).toEqual([401, 400, 399, 401, 400, 399]);
});

it("knows only the day where only days were recorded", () => {
  const days = ["2026-05-14", "2026-05-13"].map((date) => ({
    id: date,
    date,
    start: null,
    end: null,
    duration_minutes: 15,
  }));
  expect(answerTo({ entries: days }).thresholds[0]?.reached_on).toBe("2026-05-14");
});
