import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { noResult } from "../../server/outbox/delivery.ts";
import { afterLookUp, afterSending, type Finding, type Sent } from "../../server/outbox/next-state.ts";

const fresh = { lookups: 0, absences: 0, result: noResult };
const confirmed: Sent = { state: "confirmed", reference: "Task/7", version: "3" };
const refused: Sent = { state: "rejected", issues: ["no"], conflict: false };
const lost: Sent = { state: "unknown", issues: ["cut off"] };
const offline: Sent = { state: "waiting", reason: "ehr_unreachable" };
const absent: Finding = { state: "absent" };

describe("a try to send", () => {
  it.each([
    [
      "is confirmed by a version alone",
      confirmed,
      { state: "confirmed", result: { reference: "Task/7", version: "3", issues: [] } },
    ],
    [
      "is refused in the EHR's words",
      refused,
      { state: "rejected", conflict: false, result: { reference: null, version: null, issues: ["no"] } },
    ],
    [
      "conflicts when somebody was faster",
      { ...refused, conflict: true },
      { state: "rejected", conflict: true },
    ],
    ["is unknown when its answer was lost", lost, { state: "unknown" }],
    ["waits when nothing was sent", offline, { state: "queued" }],
  ] as const)("%s", (_title, outcome, expected) => {
    expect(afterSending(fresh, outcome)).toMatchObject(expected);
  });
});

describe("a look-up", () => {
  it("sends again only after two absences in a row", () => {
    const once = afterLookUp(fresh, absent);
    expect(once).toMatchObject({ state: "unknown", lookups: 1, absences: 1 });
    expect(afterLookUp(once, absent)).toMatchObject({ state: "queued", lookups: 2, absences: 0 });
  });

  it("starts counting absences anew after an answer that decided nothing", () => {
    const undecided = afterLookUp(afterLookUp(fresh, absent), lost);
    expect(undecided).toMatchObject({ state: "unknown", absences: 0 });
    expect(afterLookUp(undecided, absent)).toMatchObject({ state: "unknown", absences: 1 });
  });

  it("that could not be made leaves the delivery unknown, never queued", () => {
    expect(afterLookUp(fresh, offline)).toMatchObject({ state: "unknown", lookups: 1 });
  });

  it("never leads to sending again unless the two findings before were absences", () => {
    const finding = fc.constantFrom<Finding[]>(absent, lost, offline);
    fc.assert(
      fc.property(fc.array(finding, { maxLength: 12 }), (findings) => {
        let standing = { ...fresh };
        for (const [index, one] of findings.entries()) {
          const next = afterLookUp(standing, one);
          if (next.state === "queued") {
            expect([findings[index - 1]?.state, one.state]).toEqual(["absent", "absent"]);
            return;
          }
          standing = next;
        }
      }),
    );
  });
});
