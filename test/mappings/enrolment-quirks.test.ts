import { describe, expect, it } from "vitest";
import { assembleFacts } from "../../fhir-mappings/month-facts.ts";
import { chart, condition, enrolmentTask, factsOf, inputOf, type Row } from "./chart.builder.ts";

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
    ["begun on the month's last day", [enrolmentTask({ start: "2026-03-31" })], "2026-03-31"],
    ["begun after the month", [enrolmentTask({ start: "2026-04-01" })], null],
    [
      "begun after the month and on hold",
      [enrolmentTask({ start: "2026-04-01", status: "on_hold", authored: "2026-04-02T10:00:00Z" })],
      null,
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

  it("begun after the month confirms no condition of it", () => {
    const { conditions } = factsOf({ Task: [enrolmentTask({ start: "2026-04-01" })] });
    expect(conditions?.map((one) => one.expected_12_months_or_until_death)).toEqual([undefined, undefined]);
  });

  it.each<Row>([
    ["practitioner", { role: "practitioner" }, true],
    ["other practitioner", { role: "other practitioner" }, true],
    ["other_practitioner", { role: "other_practitioner" }, true],
    ["clinical staff", { role: "clinical staff" }, undefined],
    ["care manager", { role: "care manager" }, undefined],
    ["practitioner's assistant", { role: "practitioner's assistant" }, undefined],
  ])(
    "takes the word of a %s on risk and on what lasts for what it is",
    (_, { role }: { role?: string }, fact) => {
      const word = { by: "Nia Park", role: role ?? "", on: "2026-01-15" };
      const conditions = [{ reference: "Condition/diabetes", label: "Diabetes", attested: word }];
      const { facts, shown } = assembleFacts(
        inputOf(
          chart({ Task: [enrolmentTask({ conditions, risk: word })], Condition: [condition("diabetes")] }),
        ),
      );
      const lasting = "/conditions/0/expected_12_months_or_until_death";
      expect(facts.risk_documented).toEqual(fact);
      expect(facts.conditions?.[0]?.expected_12_months_or_until_death).toEqual(fact);
      expect([facts.attested?.["/risk_documented"], facts.attested?.[lasting]]).toEqual(
        fact ? [word, word] : [undefined, undefined],
      );
      const said = `by Nia Park (${role}) on 2026-01-15`;
      expect(shown.conditions).toMatchObject([
        fact
          ? { counted: true, why: `Confirmed ${said}.` }
          : { counted: false, why: `Proposed ${said}, not yet confirmed by a practitioner.` },
      ]);
    },
  );
});

describe("the state of the enrolment in the month", () => {
  const written = (status: "on_hold" | "withdrawn", authored: string) => [
    enrolmentTask({ status, authored }),
  ];

  it.each<readonly [string, object[], string, string | null]>([
    ["enrolled", [enrolmentTask()], "enrolled", "2026-01-15"],
    ["enrolled on the month's last day", [enrolmentTask({ start: "2026-03-31" })], "enrolled", "2026-03-31"],
    ["enrolled the day after the month", [enrolmentTask({ start: "2026-04-01" })], "none", null],
    ["withdrawn before it", written("withdrawn", "2026-02-10T10:00:00Z"), "withdrawn", "2026-02-10"],
    ["withdrawn in it", written("withdrawn", "2026-03-10T10:00:00Z"), "withdrawn", "2026-03-10"],
    [
      "withdrawn at its last midnight",
      written("withdrawn", "2026-04-01T03:59:59Z"),
      "withdrawn",
      "2026-03-31",
    ],
    ["withdrawn after it", written("withdrawn", "2026-04-01T04:00:00Z"), "enrolled", "2026-01-15"],
    ["on hold in it", written("on_hold", "2026-03-10T10:00:00Z"), "on_hold", "2026-03-10"],
    ["on hold after it", written("on_hold", "2026-04-10T10:00:00Z"), "enrolled", "2026-01-15"],
    ["none", [], "none", null],
    ["retracted", [{ ...enrolmentTask(), status: "entered-in-error" }], "none", null],
    ["unreadable", [{ ...enrolmentTask(), status: "draft" }], "not_known", null],
  ])("%s", (_, tasks, enrolmentState, since) => {
    expect(assembleFacts(inputOf(chart({ Task: tasks }))).shown).toMatchObject({ enrolmentState, since });
  });

  it("is not known where the Tasks were not read completely", () => {
    expect(assembleFacts(inputOf(chart({}, { Task: "incomplete" }))).shown).toMatchObject({
      enrolmentState: "not_known",
      since: null,
    });
  });
});
