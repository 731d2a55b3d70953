import fc from "fast-check";
import base from "../vectors/base-month.json" with { type: "json" };

const biller = base.facts.billing_practitioner.id;

/** Work of every kind, some of it crowded, some about the edges of the month; its id comes later. */
export function randomEntry(month: string, anchors: readonly number[]) {
  const anywhere = fc.integer({ min: -1 * 86_400, max: 32 * 86_400 });
  const near = fc
    .tuple(fc.constantFrom(...anchors), fc.integer({ min: -2400, max: 1200 }))
    .map(([at, by]) => at + by);
  /** To the second at an edge: from it, up to it, and a second to either side. */
  const touching = fc
    .tuple(fc.constantFrom(...anchors), fc.constantFrom(0, 1, -1, -600, -1200, -1201, -1199))
    .map(([at, by]) => at + by);
  const crowded = fc.integer({ min: 0, max: 5400 }).map((by) => 11 * 86_400 + 15 * 3600 + by);
  const length = fc.oneof(
    fc.constantFrom(1200, 1199, 600, 1800, 3600, 5400, 299, 400, 1799, 2400, 7200, 12_600),
    fc.integer({ min: 0, max: 4000 }),
  );
  const often = <Value>(usual: Value, ...rare: Value[]) =>
    fc.oneof(
      { weight: 12, arbitrary: fc.constant(usual) },
      { weight: 2, arbitrary: fc.constantFrom(usual, ...rare) },
    );
  const first = Date.parse(`${month}-01T00:00:00Z`);
  const instant = (second: number, offset: string) => {
    const minutes = Number(offset.slice(0, 3)) * 60 + Number(`${offset[0]}${offset.slice(4)}`);
    return new Date(first + (second + minutes * 60) * 1000).toISOString().replace(".000Z", offset);
  };
  return fc
    .record({
      from: fc.oneof(anywhere, near, touching, crowded),
      length,
      offset: fc.constantFrom("-05:00", "+00:00", "-10:00", "+14:00", "+05:45"),
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
      activity: often<string | null | undefined>(
        "care_coordination",
        undefined,
        "prior_authorization",
        "travel",
        "various",
        "rpm_data_review",
        "outreach_attempt",
        "acute_unrelated_problem",
        "automated_wellness_call",
        "wound_care",
        null,
      ),
      mode: often<string | undefined>("phone", "chart", "voicemail", "in_person", undefined),
      attributed_to: often<string[] | undefined>(["ccm"], ["ccm", "rpm"], ["tcm"], ["rpm"], undefined),
      location: often<string | undefined>(undefined, "US", "PR", "IN"),
      patients_sharing: often<number | undefined>(undefined, 2, 3, 7),
      employer: often<string | undefined>(undefined, "a contracted vendor"),
      recorded: often<string | undefined>(undefined, `${month}-20T12:00:00Z`, `${month}-03T12:00:00Z`),
      unknown: fc.integer({ min: 0, max: 60 }).map((at) => ["person", "role", "start"][at]),
    })
    .map(({ from, length, offset, dated, undated, unnamed, unknown, person, role, ...rest }) => {
      const day = instant(from, "+00:00").slice(0, 10);
      const minutes = { start: null, end: null, duration_minutes: 1 + Math.floor(length / 60) };
      const withoutTimes = undated ? minutes : { ...minutes, date: day };
      const times = dated
        ? { start: instant(from, offset), end: instant(from + length, "+00:00") }
        : withoutTimes;
      const worker = role === "practitioner" && person !== "rn-2" ? biller : person;
      const known = Object.entries(rest).filter(([, value]) => value !== undefined);
      const entry = {
        ...times,
        role,
        person: unnamed ? null : worker,
        interactive: true,
        ...Object.fromEntries(known),
      };
      return Object.fromEntries(Object.entries(entry).filter(([field]) => field !== unknown));
    });
}
