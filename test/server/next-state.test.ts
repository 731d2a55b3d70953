import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { noResult } from "../../server/outbox/delivery.ts";
import {
  afterLookUp,
  afterSending,
  type Finding,
  type Sent,
  type Standing,
} from "../../server/outbox/next-state.ts";

const sentAt = "2026-10-26T12:00:00.000Z";
const at = (seconds: number) => new Date(Date.parse(sentAt) + seconds * 1000).toISOString();
const fresh: Standing = { lookups: 0, absences: 0, sent: sentAt, looked: null, result: noResult };
const confirmed: Sent = { state: "confirmed", reference: "Task/7", version: "3" };
const refused: Sent = { state: "rejected", issues: ["no"], conflict: false };
const lost: Sent = { state: "unknown", issues: ["cut off"] };
const offline: Sent = { state: "waiting", reason: "ehr_unreachable" };
const noToken: Sent = { state: "waiting", reason: "no_token" };
const absent: Finding = { state: "absent" };

/** What comes of look-ups made at these seconds after the sending. */
function lookUps(findings: readonly (readonly [second: number, finding: Finding])[]) {
  let standing = fresh;
  let state = "unknown";
  for (const [second, finding] of findings) {
    const step = afterLookUp(standing, finding, at(second));
    standing = { ...step, sent: sentAt, looked: at(second) };
    state = step.state;
  }
  return { state, ...standing };
}

describe("a try to send", () => {
  it.each([
    [
      "is confirmed by a version alone",
      confirmed,
      { state: "confirmed", due: null, result: { reference: "Task/7", version: "3", issues: [] } },
    ],
    [
      "is refused in the EHR's words",
      refused,
      {
        state: "rejected",
        conflict: false,
        due: null,
        result: { reference: null, version: null, issues: ["no"] },
      },
    ],
    [
      "conflicts when somebody was faster",
      { ...refused, conflict: true },
      { state: "rejected", conflict: true },
    ],
    [
      "is unknown when its answer was lost, and looked up two seconds later",
      lost,
      { state: "unknown", due: at(2) },
    ],
    ["waits and is tried again when the EHR could not be reached", offline, { state: "queued", due: at(30) }],
    ["waits for a person when the session ended", noToken, { state: "queued", due: null }],
  ] as const)("%s", (_title, outcome, expected) => {
    expect(afterSending(fresh, outcome, at(0))).toMatchObject(expected);
  });
});

describe("a look-up", () => {
  it.each([
    [
      "two absences half a minute after the sending",
      [
        [30, absent],
        [35, absent],
      ],
      "queued",
    ],
    [
      "two absences, the first a moment too early",
      [
        [29, absent],
        [35, absent],
      ],
      "unknown",
    ],
    [
      "two absences a moment too close",
      [
        [30, absent],
        [34, absent],
      ],
      "unknown",
    ],
    [
      "two absences with a lost answer between",
      [
        [30, absent],
        [40, lost],
        [50, absent],
      ],
      "unknown",
    ],
    [
      "two absences with a look-up that could not be made between",
      [
        [30, absent],
        [40, offline],
        [50, absent],
      ],
      "unknown",
    ],
    [
      "many absences at once",
      [
        [3, absent],
        [3, absent],
        [3, absent],
        [3, absent],
      ],
      "unknown",
    ],
    [
      "a late find",
      [
        [30, absent],
        [60, confirmed],
      ],
      "confirmed",
    ],
  ] as const)("of %s", (_title, findings, state) => {
    expect(lookUps(findings).state).toBe(state);
  });

  it("comes by itself six times, then waits for a person", () => {
    const dues = [0, 1, 2, 3, 4, 5].map((lookups) => afterLookUp({ ...fresh, lookups }, lost, at(0)).due);
    expect(dues).toEqual([at(5), at(10), at(20), at(30), at(60), null]);
  });

  it("never leads to sending again unless the two findings before were absences, late enough and apart", () => {
    const finding = fc.tuple(
      fc.integer({ min: 0, max: 40 }),
      fc.constantFrom<Finding>(absent, lost, offline),
    );
    fc.assert(
      fc.property(fc.array(finding, { maxLength: 12 }), (steps) => {
        let second = 0;
        const timed = steps.map(([wait, one]) => {
          second += wait;
          return [second, one] as const;
        });
        const sentAgain = timed.findIndex(
          (_, index) => lookUps(timed.slice(0, index + 1)).state === "queued",
        );
        if (sentAgain < 0) return;
        const counted = timed.slice(0, sentAgain + 1).filter(([when]) => when >= 30);
        const [first, last] = counted.slice(-2);
        expect([first?.[1].state, last?.[1].state]).toEqual(["absent", "absent"]);
      }),
    );
  });
});
