import { expect, it } from "vitest";
import * as z from "zod";
import thresholds from "../vectors/family-thresholds.json" with { type: "json" };
import { answerTo, inWords } from "./vector.ts";

/** Seconds of the practitioner's own and of staff, one after the other, and the set they support. */
const Rows = z.array(
  z.strictObject({
    case: z.string(),
    own: z.int(),
    staff: z.int(),
    level: z.string().optional(),
    codes: z.string(),
    amount: z.number(),
    alternatives: z.array(z.string()),
    blocked: z.array(z.string()),
    gaps: z.array(z.string()).optional(),
  }),
);

const own = { id: "own", role: "practitioner", person: "dr-okafor" };
const entryFrom = (day: string, seconds: number) => {
  const start = Date.parse(`2026-05-${day}T12:00:00Z`);
  return {
    start: new Date(start).toISOString(),
    end: new Date(start + seconds * 1000).toISOString(),
  };
};

it.each(Rows.parse(thresholds))(
  "$case",
  ({ case: _, own: ownSeconds, staff, level, gaps = [], ...expected }) => {
    const entries = [
      ...(ownSeconds > 0 ? [{ ...own, ...entryFrom("12", ownSeconds) }] : []),
      ...(staff > 0 ? [entryFrom("13", staff)] : []),
    ];
    const mdm = { level: level ?? "low", by: "dr-okafor", documented: true };
    const {
      codes,
      amount,
      alternatives,
      blocked,
      gaps: raised,
    } = inWords(answerTo({ change: { mdm }, entries }));
    expect({ codes, amount, alternatives, blocked }).toEqual(expected);
    expect(raised).toEqual(gaps);
  },
);

it.each([
  [1800, "99491", 1, "2026-05-12T12:30:00.000Z"],
  [3600, "99437", 1, "2026-05-12T13:00:00.000Z"],
  [5400, "99437", 2, "2026-05-12T13:30:00.000Z"],
])("says when the practitioner's own %i seconds earned %s, unit %i", (seconds, code, unit, reached_on) => {
  const said = answerTo({ entries: [{ ...own, ...entryFrom("12", seconds) }] });
  expect(said.thresholds).toContainEqual({
    code,
    unit,
    seconds_needed: seconds,
    seconds_counted: seconds,
    reached_on,
  });
});

it("shows every unit of complex care reached and the next, and no more than three before that", () => {
  const units = (seconds: number) =>
    answerTo({ entries: [entryFrom("13", seconds)] }).thresholds.filter(({ code }) => code === "99489")
      .length;
  expect([60, 7199, 7200, 10_800, 36_000].map(units)).toEqual([2, 2, 3, 5, 10]);
});
