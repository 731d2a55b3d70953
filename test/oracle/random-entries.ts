import fc from "fast-check";
import base from "../vectors/base-month.json" with { type: "json" };

const biller = base.facts.billing_practitioner.id;

/** Work of every kind, some of it crowded, some about the edges of the month; its id comes later. */
export function randomEntry(month: string, anchors: readonly number[]) {
  const anywhere = fc.integer({ min: -1 * 86_400, max: 32 * 86_400 });
  const near = fc
    .tuple(fc.constantFrom(...anchors), fc.integer({ min: -2400, max: 1200 }))
    .map(([at, by]) => at + by);
  const crowded = fc.integer({ min: 0, max: 5400 }).map((by) => 11 * 86_400 + 15 * 3600 + by);
  const length = fc.oneof(
    fc.constantFrom(1200, 1199, 600, 1800, 3600, 5400, 299, 400),
    fc.integer({ min: 0, max: 4000 }),
  );
  const often = <Value>(usual: Value, ...rare: Value[]) =>
    fc.oneof(
      { weight: 12, arbitrary: fc.constant(usual) },
      { weight: 2, arbitrary: fc.constantFrom(usual, ...rare) },
    );
  const first = Date.parse(`${month}-01T00:00:00Z`);
  const instant = (second: number, offset: string) => {
    const hours = Number(offset.slice(0, 3));
    return new Date(first + (second + hours * 3600) * 1000).toISOString().replace(".000Z", offset);
  };
  return fc
    .record({
      from: fc.oneof(anywhere, near, crowded),
      length,
      offset: fc.constantFrom("-05:00", "+00:00", "-10:00"),
      dated: fc.oneof(
        { weight: 6, arbitrary: fc.constant(true) },
        { weight: 1, arbitrary: fc.constant(false) },
      ),
      undated: fc.integer({ min: 0, max: 6 }).map((at) => at === 0),
      role: fc.oneof(
        { weight: 8, arbitrary: fc.constant("clinical_staff") },
        { weight: 6, arbitrary: fc.constant("practitioner") },
        { weight: 1, arbitrary: fc.constantFrom("other_practitioner", "non_clinical", "automated_system") },
      ),
      person: fc.constantFrom("rn-1", "rn-2", biller),
      unnamed: fc.integer({ min: 0, max: 30 }).map((at) => at === 0),
      activity: often<string | null>(
        "care_coordination",
        "prior_authorization",
        "travel",
        "various",
        "rpm_data_review",
        "outreach_attempt",
        "acute_unrelated_problem",
        "automated_wellness_call",
        null,
      ),
      mode: often("phone", "chart", "voicemail", "in_person"),
      attributed_to: often<string[] | undefined>(["ccm"], ["ccm", "rpm"], ["tcm"], ["rpm"], undefined),
      location: often<string | undefined>(undefined, "US", "PR", "IN"),
      patients_sharing: often<number | undefined>(undefined, 2, 3, 7),
    })
    .map(({ from, length, offset, dated, undated, unnamed, person, role, ...rest }) => {
      const day = instant(from, "+00:00").slice(0, 10);
      const minutes = { start: null, end: null, duration_minutes: 1 + Math.floor(length / 60) };
      const withoutTimes = undated ? minutes : { ...minutes, date: day };
      const times = dated
        ? { start: instant(from, offset), end: instant(from + length, "+00:00") }
        : withoutTimes;
      const worker = role === "practitioner" && person !== "rn-2" ? biller : person;
      const known = Object.entries(rest).filter(([, value]) => value !== undefined);
      return {
        ...times,
        role,
        person: unnamed ? null : worker,
        interactive: true,
        ...Object.fromEntries(known),
      };
    });
}
