import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { factInWords } from "../../fhir-mappings/fact-words.ts";
import { assembleFacts } from "../../fhir-mappings/month-facts.ts";
import { readMonthTask, writeMonthTask } from "../../fhir-mappings/month-task.ts";
import { ComplexityAnswer, type ComplexityStatement, type MonthRecord } from "../../server/contract/index.ts";
import { chart, enrolmentTask, identifierOf, inputOf } from "./chart.builder.ts";
import { monthRecord } from "./records.arbitrary.ts";

const [sample] = fc.sample(monthRecord, { numRuns: 1, seed: 3 });
const month = "2026-03";
const identifier = identifierOf("month", month);
const word = { by: "Ada Wolf, MD", role: "practitioner", on: "2026-03-20T15:00:00Z" };
const statement = (answer: ComplexityAnswer, person = "Practitioner/pr-1"): ComplexityStatement => ({
  ...word,
  answer,
  person,
});

/** The month's Task as the EHR gave it back, holding an answer of the billing practitioner. */
function taskSaying(answer: ComplexityAnswer) {
  if (!sample) throw new Error("no sample");
  const record: MonthRecord = {
    ...sample,
    month,
    timezone: "America/New_York",
    as_of: "2026-03-31T19:00:00Z",
    attested: { "/mdm": word },
    complexity: { answer, person: "Practitioner/pr-1" },
  };
  const task = writeMonthTask({ record, patient: "Patient/p1", identifier });
  return { ...task, id: "month", meta: { ...task.meta, versionId: "4" } };
}

const factsWith = (task: object | null, kept: ComplexityStatement | null = null) => {
  const tasks = [enrolmentTask(), ...(task === null ? [] : [task])];
  return assembleFacts(inputOf(chart({ Task: tasks }), { complexity: kept }));
};

describe("an answer on decision complexity", () => {
  it.each(ComplexityAnswer.options)(
    "%s is the fact of the contract, by the person's id, documented",
    (answer) => {
      const { facts, shown } = factsWith(null, statement(answer));
      const level =
        answer === "not_known" ? undefined : { level: answer, by: "Practitioner/pr-1", documented: true };
      expect(facts.mdm).toEqual(level);
      expect(facts.attested?.["/mdm"]).toEqual(word);
      expect(shown.complexity).toEqual(statement(answer));
    },
  );

  it("is absent where nobody gave one", () => {
    const { facts, shown } = factsWith(null);
    expect([facts.mdm, facts.attested?.["/mdm"], shown.complexity]).toEqual([undefined, undefined, null]);
  });

  it("comes back from the month's Task, with the Task as evidence", () => {
    const { facts } = factsWith(taskSaying("high"));
    expect(facts.mdm).toEqual({ level: "high", by: "Practitioner/pr-1", documented: true });
    expect(facts.evidence?.["/mdm"]).toMatchObject([{ reference: "Task/month", version: "4" }]);
  });

  it("kept here goes before the one in the Task", () => {
    const { facts } = factsWith(taskSaying("high"), statement("low"));
    expect(facts.mdm?.level).toBe("low");
    expect(facts.evidence?.["/mdm"]).toBeUndefined();
  });

  it.each([
    ["of no level of ours", "complexity", { valueCodeableConcept: { coding: [{ code: "extreme" }] } }],
    ["whose person is missing", "complexity-by", { valueReference: { display: "Ada" } }],
  ])("%s makes the Task unusable", (_, kind, value) => {
    const task = taskSaying("moderate");
    const input = task.input?.map((one) =>
      one.type.coding?.[0]?.code === kind ? { type: one.type, ...value } : one,
    );
    expect(readMonthTask({ ...task, input }).kind).toBe("unusable");
  });

  it("stands in the narrative in words", () => {
    expect(taskSaying("not_known").text?.div).toContain("<b>Decision complexity</b>: not known");
    expect(factInWords("/mdm")).toBe("decision complexity");
    expect(factInWords("mdm.level")).toBe("the level of decision complexity");
  });
});
