import { describe, expect, it } from "vitest";
import { carePlanState } from "../../app/month/care-plan-state.ts";
import { monthState, recordBlockedBy } from "../../app/month/record-state.ts";
import { type Changes, delivery, monthView, readsWith } from "./month-view.ts";

const held = { reference: "Task/m-1", version: "3", at: "2026-10-20T12:00:00Z", readable: true, same: true };
const after = "2026-10-26T19:00:00Z";
const before = "2026-10-26T17:00:00Z";

function words(record: NonNullable<Changes["record"]>) {
  const view = monthView({ record });
  const { kind, words: said } = monthState(view, view.record.deliveries);
  return `${kind}: ${said}`;
}

describe("where the month's record stands", () => {
  it.each([
    ["queued", delivery({ state: "queued" }), "sending: Sending"],
    ["sending", delivery({ state: "sending" }), "sending: Sending"],
    [
      "waiting for the EHR",
      delivery({ state: "queued", issues: ["Nothing was sent."] }),
      "notInEhr: NOT in the EHR",
    ],
    ["unknown", delivery({ state: "unknown" }), "checking: Checking"],
    ["confirmed with a version", delivery({ state: "confirmed", version: "4" }), "inEhr: In EHR, version 4"],
    ["confirmed without a version", delivery({ state: "confirmed" }), "unknown: Not known: version"],
    ["rejected", delivery({ state: "rejected" }), "rejected: Rejected"],
    ["in conflict", delivery({ state: "rejected", conflict: true }), "differs: Two versions"],
  ])("%s", (_, one, said) => expect(words({ deliveries: [one] })).toBe(said));

  it.each([
    ["read with a version", { in_ehr: held }, "inEhr: In EHR, version 3"],
    ["read without a version", { in_ehr: { ...held, version: null } }, "unknown: Not known: version"],
    ["different from what the chart supports now", { in_ehr: { ...held, same: false } }, "differs: Differs"],
    [
      "there and unreadable",
      { in_ehr: { ...held, at: null, readable: false, same: false } },
      "unknown: Not known: cannot be read",
    ],
    ["not there", {}, "excluded: Not written yet"],
    ["not writable here", { channel: "export" as const }, "notInEhr: NOT in the EHR"],
  ])("%s", (_, record, said) => expect(words(record)).toBe(said));

  it("is not known, rather than not written, where Task could not be read", () => {
    const view = monthView({ reads: readsWith("Task", "denied") });
    expect(monthState(view, [])).toMatchObject({ kind: "unknown", words: "Not known" });
  });

  it("believes the newer of the last write and the last reading", () => {
    const confirmed = { state: "confirmed", version: "4" } as const;
    expect(words({ in_ehr: held, deliveries: [delivery({ ...confirmed, at: after })] })).toBe(
      "inEhr: In EHR, version 4",
    );
    expect(words({ in_ehr: held, deliveries: [delivery({ ...confirmed, at: before })] })).toBe(
      "inEhr: In EHR, version 3",
    );
  });

  it("says that a complete later reading did not find what the EHR accepted, and lets it be recorded", () => {
    const gone = delivery({ state: "confirmed", reference: "Task/m-1", version: "4", at: before });
    const view = monthView({ record: { deliveries: [gone] } });
    const state = monthState(view, [gone]);
    expect(state).toMatchObject({
      kind: "notInEhr",
      words: "Not found in the EHR any more",
      reference: "Task/m-1",
      mend: "read_again",
    });
    expect(recordBlockedBy(view, state)).toBeNull();
    expect(words({ deliveries: [{ ...gone, at: after }] })).toBe("inEhr: In EHR, version 4");
  });

  it.each(["denied", "incomplete", "failed"] as const)(
    "takes nothing from a reading that was %s",
    (outcome) => {
      const confirmed = delivery({ state: "confirmed", version: "4", at: before });
      const view = monthView({ reads: readsWith("Task", outcome), record: { deliveries: [confirmed] } });
      expect(monthState(view, [confirmed]).words).toBe("In EHR, version 4");
    },
  );

  it("shows what a later reading found after a conflict, and lets it be recorded again", () => {
    const conflict = delivery({ state: "rejected", conflict: true, at: before });
    const record = { in_ehr: { ...held, same: false }, deliveries: [conflict] };
    const view = monthView({ record });
    const state = monthState(view, [conflict]);
    expect(state).toMatchObject({ kind: "differs", words: "Differs" });
    expect(recordBlockedBy(view, state)).toBeNull();
    const fresh = monthState(view, [{ ...conflict, at: after }]);
    expect(fresh).toMatchObject({ words: "Two versions", mend: "read_again" });
  });

  it("keeps a refusal in sight whatever was read since", () => {
    expect(words({ deliveries: [delivery({ state: "rejected", at: before })] })).toBe("rejected: Rejected");
  });

  it("shows the newest of several writes, in whatever order they come", () => {
    const old = delivery({ id: "a", state: "rejected", at: before });
    const young = delivery({ id: "b", state: "sending", at: after });
    expect(words({ deliveries: [old, young] })).toBe("sending: Sending");
    expect(words({ deliveries: [young, old] })).toBe("sending: Sending");
  });
});

describe("whether it can be recorded now", () => {
  it.each([
    ["nothing is under way", {}, null],
    ["the EHR holds it", { in_ehr: held }, null],
    ["it was rejected", { deliveries: [delivery({ state: "rejected" })] }, null],
    [
      "only export is possible",
      { channel: "export" as const, reason: "No right to write." },
      "No right to write.",
    ],
    ["it is on its way", { deliveries: [delivery({ state: "sending" })] }, "It is being sent."],
    [
      "its answer was lost",
      { deliveries: [delivery({ state: "unknown" })] },
      "Its outcome is being looked up.",
    ],
    [
      "two versions exist",
      { deliveries: [delivery({ state: "rejected", conflict: true })] },
      "Read again first.",
    ],
  ])("when %s", (_, record, reason) => {
    const view = monthView({ record });
    expect(recordBlockedBy(view, monthState(view, view.record.deliveries))).toBe(reason);
  });
});

it("cannot be recorded by somebody who is not on the staff list, and says whom to ask", () => {
  const view = monthView({ user: { name: null, role: null } });
  expect(recordBlockedBy(view, monthState(view, []))).toBe(
    "You are not on the staff list of Practice A, so you can read but not record. Ask your administrator to add you, with your role.",
  );
});

describe("where the care plan's link stands", () => {
  const plan = { reference: "CarePlan/cp-08", version: "4", linked: false, detail: "" };

  it.each([
    ["ours and linked", { ...plan, state: "ours" as const, linked: true }, "inEhr: In EHR, version 4"],
    ["ours and not linked", { ...plan, state: "ours" as const }, "excluded: Not linked yet"],
    ["somebody else's", { ...plan, state: "not_ours" as const }, "locked: Not changed"],
    ["none", { ...plan, state: "none" as const, reference: null }, "excluded: None found, read complete"],
    ["not known", { ...plan, state: "not_known" as const, reference: null }, "unknown: Not known"],
  ])("%s", (_, care_plan, said) => {
    const view = monthView({ record: { care_plan } });
    const state = carePlanState(view, []);
    expect(`${state.kind}: ${state.words}`).toBe(said);
  });

  it("says of a plan that is not ours that it is never changed", () => {
    const view = monthView({ record: { care_plan: { ...plan, state: "not_ours" } } });
    expect(carePlanState(view, []).why).toEqual([
      "This care plan was not made with CareMonth and is never changed.",
    ]);
  });

  it("believes a later complete reading that shows the plan without the link", () => {
    const link = delivery({ what: "care_plan_link", state: "confirmed", version: "5", at: before });
    const unlinked = monthView({ record: { in_ehr: held, care_plan: { ...plan, state: "ours" } } });
    expect(carePlanState(unlinked, [link])).toMatchObject({ kind: "differs", words: "Not linked any more" });
    const gone = monthView({ record: { care_plan: { ...plan, state: "ours" } } });
    expect(carePlanState(gone, [link])).toMatchObject({ kind: "unknown", words: "Not known" });
    const linked = monthView({
      record: { care_plan: { ...plan, version: "6", state: "ours", linked: true } },
    });
    expect(carePlanState(linked, [link])).toMatchObject({ words: "In EHR, version 6" });
    const unread = monthView({ reads: readsWith("Task", "failed"), record: unlinked.record });
    expect(carePlanState(unread, [link])).toMatchObject({ words: "In EHR, version 5" });
  });

  it("is not in conflict any more once the plan was read again", () => {
    const conflict = delivery({ what: "care_plan_link", state: "rejected", conflict: true, at: before });
    const view = monthView({ record: { care_plan: { ...plan, state: "ours" } } });
    expect(carePlanState(view, [conflict])).toMatchObject({ words: "Not linked yet" });
    expect(carePlanState(view, [{ ...conflict, at: after }])).toMatchObject({ words: "Two versions" });
  });

  it("takes the version of a confirmed link before the chart is read again", () => {
    const link = delivery({ what: "care_plan_link", state: "confirmed", version: "5", at: after });
    expect(carePlanState(monthView(), [link])).toMatchObject({ words: "In EHR, version 5" });
  });
});
