import { describe, expect, it } from "vitest";
import { assembleFacts } from "../../fhir-mappings/month-facts.ts";
import { carePlanResource, chart, factsOf, inputOf, type Row } from "./chart.builder.ts";

describe("our care plan", () => {
  const host = {
    resourceType: "CarePlan",
    id: "lp",
    status: "active",
    title: "Longitudinal",
    subject: { reference: "Patient/p1" },
  };

  it("gives what the rules ask of it", () => {
    expect(factsOf({}).care_plan).toMatchObject({
      exists: true,
      electronic: true,
      established: "2026-01-15",
      last_reviewed: "2026-03-02",
      copy_given_to_patient: true,
      approved_by: "Practitioner/pr-1",
    });
    expect(factsOf({}).care_plan?.elements).toHaveLength(12);
  });

  it.each<Row>([
    ["not approved", { approved_by: null }, { approved_by: null }],
    ["no copy given", { copy_given: null }, { copy_given_to_patient: false }],
    [
      "an element twice",
      {
        elements: [
          { element: "problem_list", text: "a" },
          { element: "problem_list", text: "b" },
        ],
      },
      { elements: ["problem_list"] },
    ],
  ])("%s", (_, change, expected) => {
    expect(factsOf({ CarePlan: [carePlanResource(change)] }).care_plan).toMatchObject(expected as object);
  });

  it.each<readonly [string, object[], unknown, string]>([
    ["ours", [host, carePlanResource()], { exists: true }, "ours"],
    ["only the EHR's own", [host], null, "not_ours"],
    ["none", [], null, "none"],
  ])("%s", (_, plans, fact, state) => {
    const { facts, shown } = assembleFacts(inputOf(chart({ CarePlan: plans })));
    if (fact === null) expect(facts.care_plan).toBeNull();
    else expect(facts.care_plan).toMatchObject(fact as object);
    expect(shown.carePlan.state).toBe(state);
  });

  it("is said to be missing, and not by that name, where the EHR holds one of its own", () => {
    const { shown } = assembleFacts(inputOf(chart({ CarePlan: [host] })));
    expect(shown.carePlan).toEqual({
      state: "not_ours",
      reference: "CarePlan/lp",
      version: null,
      activities: [],
      detail:
        "The EHR holds no comprehensive care plan made with CareMonth. The plan shown is the EHR's own.",
    });
    expect(shown.hostRecords).toMatchObject([{ type: "CarePlan", label: "Longitudinal" }]);
  });

  it("shows which Tasks its activities refer to", () => {
    const linked = {
      ...carePlanResource(),
      activity: [{ reference: { reference: "https://ehr.example/r4/Task/m1" } }],
    };
    const { shown } = assembleFacts(inputOf(chart({ CarePlan: [linked] })));
    expect(shown.carePlan).toMatchObject({
      reference: "CarePlan/plan",
      version: "3",
      activities: ["Task/m1"],
    });
  });
});
