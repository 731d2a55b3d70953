import { describe, expect, it } from "vitest";
import { laddersOf } from "../../app/month/ladder.ts";
import { axisOf, lanesOf, laneWords } from "../../app/month/lanes.ts";
import type { MonthView } from "../../server/contract/index.ts";
import { criterion, monthView, partialMonth, readsWith } from "./month-view.ts";

const statesOf = (view: MonthView) =>
  laddersOf(view)[0]?.rungs.map(({ states }) => states.map(({ kind, words }) => `${kind}: ${words}`));

function counted(seconds: number): MonthView {
  const { thresholds } = monthView().readiness;
  return monthView({
    readiness: { codes: [], thresholds: thresholds.map((one) => ({ ...one, seconds_counted: seconds })) },
  });
}

describe("the code ladder", () => {
  it.each([
    [1199, "near: Short by 1 min"],
    [901, "near: Short by 5 min"],
    [900, "near: Short by 5 min"],
    [899, "short: Short by 6 min"],
    [0, "short: Short by 20 min"],
  ])("says with %i s counted how many whole minutes 99490 lacks", (seconds, words) => {
    expect(statesOf(counted(seconds))?.[0]).toEqual([words]);
  });

  it("is ready only where the engine says so, however many seconds there are", () => {
    expect(statesOf(counted(1200))?.[0]).toEqual(["unknown: Not known: the rule set names no reason"]);
    expect(statesOf(monthView())?.[0]).toEqual(["ready: Ready"]);
  });

  it("lists every reason, the cause apart from what follows from it", () => {
    const blocked = [
      { code: "99490", reason: "consent_missing", detail: "There is no consent on record." },
      { code: "99490", reason: "no_such_reason", detail: "A reason newer than this screen." },
      { code: "99490", reason: "time_below_threshold", detail: "19:59 of 20:00 minutes are counted." },
      { code: "99439", reason: "addon_without_base", detail: "99439 is billed only with 99490." },
    ];
    const view = counted(1199);
    expect(statesOf({ ...view, readiness: { ...view.readiness, eligible: false, blocked } })).toEqual([
      [
        "blocked: Blocked: no consent on file",
        "blocked: Blocked: A reason newer than this screen.",
        "near: Short by 1 min",
      ],
      ["follows: Blocked: its base code comes first", "short: Short by 21 min"],
      ["follows: Blocked: its base code comes first", "short: Short by 41 min"],
    ]);
  });

  it("lets the next unit follow a base that was claimed before", () => {
    const blocked = [{ code: "99490", reason: "duplicate_claim", detail: "99490 is already billed." }];
    const view = monthView({ readiness: { codes: [], blocked } });
    expect(statesOf(view)).toEqual([
      ["blocked: Blocked: already claimed for this month"],
      ["near: Short by 2 min"],
      ["short: Short by 22 min"],
    ]);
    const more = [...blocked, { code: "99490", reason: "consent_missing", detail: "" }];
    expect(statesOf(monthView({ readiness: { codes: [], blocked: more } }))?.[1]?.[0]).toBe(
      "follows: Blocked: its base code comes first",
    );
  });

  it("names what is not known on the first rung and withholds the others", () => {
    expect(statesOf(partialMonth())).toEqual([
      ["unknown: Not known: whether the patient has Part B"],
      ["follows: Blocked: its base code comes first", "near: Short by 2 min"],
      ["follows: Blocked: its base code comes first", "short: Short by 22 min"],
    ]);
  });

  it("names a fact once, however many criteria want it", () => {
    const undetermined = [
      { what: "other_services", missing: "what else was billed" },
      { what: "prior_ccm_claims_this_month", missing: "CCM already billed" },
    ];
    const criteria = [
      criterion("a", "Not known: what else was billed.", { status: "unknown" }),
      criterion("b", "Not known: what else was billed; CCM already billed.", { status: "unknown" }),
    ];
    const view = monthView({ readiness: { codes: [], criteria, undetermined } });
    expect(statesOf(view)?.[0]).toEqual([
      "unknown: Not known: what else was billed",
      "unknown: Not known: CCM already billed",
    ]);
  });

  it("says nothing of minutes that were not read whole", () => {
    const criteria = [
      criterion("time_known", "Not known: the time recorded in the month.", { status: "unknown" }),
    ];
    const view = monthView({ reads: readsWith("Task", "incomplete"), readiness: { codes: [], criteria } });
    expect(statesOf(view)?.[0]).toEqual(["unknown: Not known: the time recorded in the month"]);
  });

  it("has no rungs for families this rule set does not evaluate", () => {
    expect(laddersOf(monthView()).map(({ rungs }) => rungs.length)).toEqual([3, 0, 0]);
  });
});

describe("the thresholds bar", () => {
  it("says each lane in words, and never an unknown one in figures", () => {
    expect(lanesOf(monthView()).map(laneWords)).toEqual([
      "Whole team: 38 minutes counted. 99490 at 20: reached; 99439 at 40: close; 99439 ×2 at 60: not reached.",
      "Complex: not evaluated by this rule set.",
      "Practitioner only: not evaluated by this rule set.",
    ]);
    const unread = monthView({ reads: readsWith("Task", "denied") });
    expect(lanesOf(unread).map(laneWords)[0]).toBe("Whole team: minutes not known.");
    expect(lanesOf(unread)[0]).toMatchObject({ staffSeconds: 0, practitionerSeconds: 0 });
  });

  it.each([
    [100, 100],
    [100.1, 130],
    [130, 130],
    [131, 160],
  ])("draws %d minutes on an axis of %i", (minutes, axis) => {
    const entries = [{ id: "t", pool: "clinical_staff" as const, seconds: minutes * 60, evidence: [] }];
    const [lane] = lanesOf(monthView());
    expect(
      lane && axisOf([{ ...lane, staffSeconds: entries[0]?.seconds ?? 0, practitionerSeconds: 0 }]),
    ).toBe(axis);
  });

  it.each([
    ["withheld", partialMonth()],
    [
      "blocked",
      monthView({ readiness: { codes: [], blocked: [{ code: "99490", reason: "no_part_b", detail: "" }] } }),
    ],
  ])("does not call minutes reached where the code is %s", (state, view) => {
    expect(lanesOf(view)[0]?.marks[0]?.state).toBe(state);
  });
});
