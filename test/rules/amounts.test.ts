import { expect, it } from "vitest";
import * as z from "zod";
import amounts from "../vectors/amounts.json" with { type: "json" };
import { answerTo } from "./vector.ts";

const Rows = z.array(
  z.strictObject({
    case: z.string(),
    year: z.int().optional(),
    change: z.record(z.string(), z.json()).optional(),
    without: z.array(z.string()).optional(),
    amount: z.number().nullable(),
    undetermined: z.string().optional(),
  }),
);

/** The base month a year earlier, with everything that happened before it. */
const yearEarlier = {
  ccm_enrollment_start: "2025-02-10",
  "last_face_to_face_before_enrollment.date": "2024-12-01",
  "consent.obtained": "2025-02-10",
  "care_plan.established": "2025-02-12",
};

it.each(Rows.parse(amounts))(
  "60 minutes, $case",
  ({ year = 2026, change, without, amount, undetermined }) => {
    const said = answerTo({
      month: `${year}-05`,
      change: { ...(year === 2025 ? yearEarlier : {}), ...change },
      without,
      entries: [{ start: `${year}-05-12T09:00:00-05:00`, end: `${year}-05-12T10:00:00-05:00` }],
    });
    expect(said.codes).toEqual([
      { code: "99490", units: 1 },
      { code: "99439", units: 2 },
    ]);
    expect(said.amount_usd).toBe(amount);
    const wanted = undetermined ?? "practice.pos";
    expect(said.undetermined.some(({ what }) => what === wanted)).toBe(undetermined !== undefined);
  },
);

it("is nothing, not unknown, where no code is ready", () => {
  expect(answerTo({ entries: [], without: ["practice.pos"] }).amount_usd).toBe(0);
});
