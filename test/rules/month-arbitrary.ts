import fc from "fast-check";
import type { MonthCase } from "../../server/contract/index.ts";
import { monthOfVector } from "./vector.ts";

const second = 1000;
const monthFrom = Date.parse("2026-05-01T05:00:00Z");
const monthTo = Date.parse("2026-06-01T05:00:00Z");
const instant = (ms: number) => new Date(ms).toISOString();

/** Work that counts unless something else forbids it; some of it overlaps, some leaves the month. */
const clockEntry = fc
  .record({
    from: fc.integer({ min: monthFrom / second - 3600, max: monthTo / second }),
    seconds: fc.integer({ min: 1, max: 5400 }),
    role: fc.constantFrom("clinical_staff", "practitioner", "other_practitioner"),
    person: fc.constantFrom("nurse-amari", "nurse-bell", "dr-okafor"),
    activity: fc.constantFrom(
      "care_coordination",
      "medication_reconciliation",
      "wound_care",
      "prior_authorization",
    ),
    mode: fc.constantFrom("phone", "chart", "voicemail"),
    interactive: fc.boolean(),
    attributed_to: fc.constantFrom(["ccm"], ["ccm"], ["ccm"], ["rpm"], ["ccm", "tcm"]),
    patients_sharing: fc.constantFrom(1, 1, 1, 2, 3, 7),
  })
  .map(({ from, seconds, ...rest }) => ({
    ...rest,
    start: instant(from * second),
    end: instant((from + seconds) * second),
  }));

/** A narrow window, so that entries do overlap. */
const crowdedEntry = fc
  .tuple(clockEntry, fc.integer({ min: 0, max: 3600 }), fc.integer({ min: 1, max: 1800 }))
  .map(([entry, after, seconds]) => {
    const from = Date.parse("2026-05-12T14:00:00Z") + after * second;
    return { ...entry, start: instant(from), end: instant(from + seconds * second) };
  });

const dayEntry = fc
  .tuple(clockEntry, fc.integer({ min: 1, max: 31 }), fc.integer({ min: 0, max: 60 }))
  .map(([entry, day, minutes]) => ({
    ...entry,
    start: null,
    end: null,
    date: `2026-05-${String(day).padStart(2, "0")}`,
    duration_minutes: minutes,
  }));

const entries = fc
  .array(fc.oneof(clockEntry, crowdedEntry, dayEntry), { maxLength: 8 })
  .map((list) => list.map((entry, index) => ({ ...entry, id: `e${index + 1}` })));

const changes = fc.record(
  {
    "consent.obtained": fc.constantFrom("2026-05-10", "2026-05-12T14:20:00Z", "2026-02-10"),
    "consent.revoked": fc.constantFrom("2026-05-20T12:00:00Z", "2026-04-02", null),
    "patient.deceased": fc.constantFrom(null, "2026-05-12T14:40:00Z", "2026-05-25"),
    stays: fc.constantFrom(
      [],
      [{ type: "inpatient_hospital", from: "2026-05-12T14:10:00Z", to: "2026-05-13" }],
      [{ type: "observation", from: "2026-05-03", to: null }],
    ),
    other_services: fc.constantFrom(
      [],
      [
        { code: "99457", by: "dr-okafor" },
        { code: "99214", by: "dr-okafor", date: "2026-05-12" },
      ],
      [{ code: "G0557", by: "dr-lind" }],
    ),
    prior_ccm_claims_this_month: fc.constantFrom([], [{ code: "99490", by: "dr-okafor" }]),
    mdm: fc.constantFrom(null, { level: "moderate", by: "dr-okafor", documented: true }),
  },
  { requiredKeys: [] },
);

/** A patient-month like those a practice records: mostly in order, with everything that can happen to time. */
export const arbitraryMonth: fc.Arbitrary<MonthCase> = fc
  .tuple(changes, entries)
  .map(([change, list]) => monthOfVector({ change, entries: list }));
