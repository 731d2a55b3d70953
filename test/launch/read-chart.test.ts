import { describe, expect, it } from "vitest";
import { ChartType } from "../../server/contract/index.ts";
import { bundle, chart, condition, now, read } from "./scripted-chart.ts";

const searched = ChartType.options.filter((type) => type !== "Patient");

describe("an honest chart", () => {
  it("is read whole, in one wave, every read at its own time", async () => {
    const ehr = await chart({
      Condition: async () => {
        await new Promise((resolve) => setTimeout(resolve, 50));
        return { body: bundle([condition("c1")]) };
      },
    });
    const { reads, foreign } = await read(ehr);
    expect(Object.keys(reads)).toEqual(ChartType.options);
    for (const type of ChartType.options) {
      expect(reads[type]).toMatchObject({
        type,
        outcome: "complete",
        detail: "",
        advice: "",
        retrieved: now(),
      });
    }
    expect(reads.Patient.resources).toEqual([{ resourceType: "Patient", id: "p1" }]);
    expect(reads.Condition.resources).toEqual([condition("c1")]);
    expect(foreign).toEqual([]);
    expect(ehr.seen.map(({ url }) => url).sort()).toEqual(
      ["/fhir/Patient/p1", ...searched.map((type) => `/fhir/${type}?patient=p1&_count=200`)].sort(),
    );
    expect(ehr.most()).toBeGreaterThan(1);
  });

  it.each([
    ["Condition", "subject"],
    ["Consent", "patient"],
    ["CarePlan", "subject"],
    ["Encounter", "subject"],
    ["Task", "for"],
    ["Coverage", "beneficiary"],
  ] as const)("keeps the %s that names the patient in %s", async (type, element) => {
    const mine = { resourceType: type, id: "1", [element]: { reference: "Patient/p1" } };
    const nobodys = { resourceType: type, id: "2" };
    const { reads, foreign } = await read(await chart({ [type]: () => ({ body: bundle([mine, nobodys]) }) }));
    expect(reads[type].resources).toEqual([mine]);
    expect(foreign).toEqual([{ type, count: 1 }]);
  });
});

describe("what was not granted", () => {
  it("is denied without asking", async () => {
    const ehr = await chart({});
    const { reads } = await read(ehr, ["patient/Patient.r", "patient/Condition.read", "launch"]);
    expect(reads.Patient.outcome).toBe("complete");
    expect(reads.Condition.outcome).toBe("complete");
    for (const type of searched.filter((one) => one !== "Condition")) {
      expect(reads[type].outcome).toBe("denied");
    }
    expect(ehr.seen.length).toBe(2);
  });

  it("is incomplete where only some were granted", async () => {
    const scopes = ["patient/Condition.rs?category=problem-list-item"];
    const { reads } = await read(
      await chart({ Condition: () => ({ body: bundle([condition("c1")]) }) }),
      scopes,
    );
    expect(reads.Condition.outcome).toBe("incomplete");
    expect(reads.Condition.resources.length).toBe(1);
    expect(reads.Patient.outcome).toBe("denied");
  });
});
