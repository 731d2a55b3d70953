import { describe, expect, it } from "vitest";
import { enrolmentTask, factsOf, type Row } from "./chart.builder.ts";

describe("our enrolment", () => {
  it("gives practitioner, start, risk and visit", () => {
    expect(factsOf({})).toMatchObject({
      billing_practitioner: { id: "Practitioner/pr-1", type: "MD" },
      ccm_enrollment_start: "2026-01-15",
      risk_documented: true,
      initiating_visit: { date: "2026-01-15", code: "G0439", by: "Practitioner/pr-1", ccm_discussed: true },
    });
  });

  it.each<Row>([
    ["missing from a complete read", [], null],
    ["enrolled", [enrolmentTask()], "2026-01-15"],
    [
      "withdrawn before the month",
      [enrolmentTask({ status: "withdrawn", authored: "2026-02-28T23:59:59-05:00" })],
      null,
    ],
    [
      "withdrawn on the month's first day",
      [enrolmentTask({ status: "withdrawn", authored: "2026-03-01T00:00:00-05:00" })],
      "2026-01-15",
    ],
    [
      "on hold before the month",
      [enrolmentTask({ status: "on_hold", authored: "2026-02-28T12:00:00Z" })],
      undefined,
    ],
    [
      "written twice: the later holds, whatever its offset",
      [
        enrolmentTask({ start: "2026-02-01", authored: "2026-02-01T09:00:00-10:00" }),
        enrolmentTask({ authored: "2026-02-01T10:00:00Z" }),
      ],
      "2026-02-01",
    ],
    ["with statuses that disagree", [{ ...enrolmentTask(), status: "on-hold" }], undefined],
    [
      "with an identifier of another patient",
      [{ ...enrolmentTask(), identifier: [{ ...enrolmentTask().identifier?.[0], value: "x" }] }],
      undefined,
    ],
    ["retracted", [{ ...enrolmentTask(), status: "entered-in-error" }], null],
  ])("%s", (_, tasks, start) => {
    const facts = factsOf({ Task: tasks as object[] });
    expect(facts.ccm_enrollment_start).toEqual(start);
    if (start === null || start === undefined) expect(facts.billing_practitioner).toBeUndefined();
  });

  it("without the statement of risk is known to lack it", () => {
    expect(factsOf({ Task: [enrolmentTask({ risk: null })] }).risk_documented).toBe(false);
  });
});
