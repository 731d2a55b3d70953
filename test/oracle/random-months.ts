import fc from "fast-check";
import { MonthCase } from "../../server/contract/index.ts";
import base from "../vectors/base-month.json" with { type: "json" };
import { type Change, changesOf } from "./random-changes.ts";
import { randomEntry } from "./random-entries.ts";
import { localEdges } from "./wall-clock.ts";

const biller = base.facts.billing_practitioner.id;
const months = "2026-03 2026-03 2026-05 2025-11 2026-02 2025-10 2026-12 2025-09 2026-04 2026-10".split(" ");
/** Where CCM is billed, and where clocks are at their strangest: half hours, midnights that are not, both ends of the day. */
const zones = [
  "America/New_York",
  "America/Chicago",
  "Pacific/Honolulu",
  "America/Puerto_Rico",
  "Pacific/Guam",
  "Pacific/Pago_Pago",
  "America/St_Johns",
  "Pacific/Kiritimati",
  "Etc/GMT+12",
  "Asia/Kathmandu",
  "Africa/Cairo",
  "Australia/Lord_Howe",
];

const planningAsked = [
  { code: "G0506", by: biller, status: "requested", extensive_work_by_practitioner: true },
];

function put(facts: Record<string, unknown>, path: string, value: unknown): void {
  const [head = "", ...rest] = path.split(".");
  if (rest.length === 0) {
    if (value === undefined) delete facts[head];
    else facts[head] = value;
    return;
  }
  const owner = facts[head];
  if (typeof owner === "object" && owner !== null) put(Object(owner), rest.join("."), value);
}

/** Patient-months as wild as a bad week in a practice: most of them nearly in order, a few with much amiss. */
export const randomMonth: fc.Arbitrary<MonthCase> = fc
  .record({ month: fc.constantFrom(...months), zone: fc.constantFrom(...zones) })
  .chain(({ month, zone }) => {
    const change = fc.oneof(...changesOf(month));
    const few = fc.oneof(
      { weight: 3, arbitrary: fc.array(change, { maxLength: 2 }) },
      { weight: 1, arbitrary: fc.array(change, { maxLength: 6 }) },
    );
    const anchors = [...localEdges(month, zone), 7 * 86_400 + 7 * 3600, 11 * 86_400 + 15 * 3600, 28 * 86_400];
    const list = fc.array(randomEntry(month, anchors), { maxLength: 8 });
    const twice = fc.integer({ min: 0, max: 20 });
    const level = fc.constantFrom("low", "low", "moderate");
    const opening = fc.integer({ min: 0, max: 9 }).map((at) => at === 0);
    const differently = fc.constantFrom(
      {},
      {},
      { mode: "voicemail" },
      { attributed_to: ["rpm"] },
      { person: "rn-2" },
    );
    const asked = { few, list, twice, level, opening, differently };
    return fc.record(asked).map(({ few, list, twice, level, opening, differently }) => {
      const first = list[twice];
      const again = first && { ...first, ...differently };
      const entries = (again ? [...list, again] : list).map((one, at) => ({ ...one, id: `e${at + 1}` }));
      const facts: Record<string, unknown> = structuredClone({
        ...base.facts,
        ...opened,
        time_entries: entries,
      });
      const all: Change[] = [
        ["practice.timezone", zone],
        ["mdm.level", level],
        ...(month < "2026" ? enrolledEarlier : []),
        ...(opening ? openedIn(month) : []),
        ...few,
      ];
      for (const [path, value] of all) put(facts, path, structuredClone(value));
      return MonthCase.parse({ month, facts });
    });
  });

/** What the base month leaves out, so that it can be changed. */
const opened = {
  initiating_visit: { date: "2026-01-15", code: "G0439", by: biller, ccm_discussed: true },
  mdm: { level: "low", by: biller, documented: true },
  g0506_previously_billed: null,
};

/** A first month: the visit that opens CCM, and its add-on asked for. */
const openedIn = (month: string): Change[] => [
  ["last_face_to_face_before_enrollment", null],
  ["initiating_visit.date", `${month}-03`],
  ["other_services", planningAsked],
];

/** For the months of 2025. */
const enrolledEarlier: Change[] = [
  "ccm_enrollment_start",
  "consent.obtained",
  "care_plan.established",
  "care_plan.last_reviewed",
  "initiating_visit.date",
  "last_face_to_face_before_enrollment.date",
].map((path) => [path, "2025-01-15"]);
