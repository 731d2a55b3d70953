import { describe, expect, it } from "vitest";
import { readChart, readOthers } from "../../launch/read-chart.ts";
import { OtherType } from "../../server/contract/index.ts";
import { oneOf, openedChart } from "./sandbox-chart.ts";

const category = (...codes: string[]) => ({ category: codes.map((code) => ({ coding: [{ code }] })) });
const ofType = (asked: string[], type: string) => asked.filter((url) => url.startsWith(`/fhir/${type}?`));

describe("an EHR like Epic", () => {
  it("gives its care plans to the searches it wants, by category, and only there", async () => {
    const { wave, asked } = await openedChart({ like: "epic", vendor: "epic" });
    const { reads } = await readChart(wave);
    expect(reads.CarePlan).toMatchObject({ outcome: "complete", resources: [{ id: "CarePlan-p01" }] });
    expect(ofType(asked(), "CarePlan").sort()).toEqual([
      "/fhir/CarePlan?patient=p01&category=38717003&_count=200",
      "/fhir/CarePlan?patient=p01&category=assess-plan&_count=200",
    ]);
  });

  it("gives conditions of three categories, each once although it stands in two", async () => {
    const { wave, registered } = await openedChart({ like: "epic", vendor: "epic" });
    registered.sandbox.put(
      oneOf("Condition", "p01", { id: "both", ...category("problem-list-item", "health-concern") }),
    );
    registered.sandbox.put(oneOf("Condition", "p01", { id: "visit", ...category("encounter-diagnosis") }));
    registered.sandbox.put(oneOf("Condition", "p01", { id: "gene", ...category("genomics") }));
    const { reads } = await readChart(wave);
    expect(reads.Condition.outcome).toBe("complete");
    expect(reads.Condition.resources.map(({ id }) => id).sort()).toEqual(["Condition-p01", "both", "visit"]);
  });

  it("is whole without a finding: its note that nothing was found hides nothing", async () => {
    const { wave } = await openedChart({ like: "epic", vendor: "epic" });
    const others = await readOthers(wave, ["Observation", "EpisodeOfCare"]);
    expect(others.reads.map(({ outcome }) => outcome)).toEqual(["complete", "complete"]);
  });

  it.each([
    [1, "incomplete", 2],
    [3, "failed", 0],
  ])("with %i of the three searches of conditions failing: %s", async (failing, outcome, kept) => {
    const { wave, registered } = await openedChart({ like: "epic", vendor: "epic" });
    registered.sandbox.put(oneOf("Condition", "p01", { id: "visit", ...category("encounter-diagnosis") }));
    registered.sandbox.put(oneOf("Condition", "p01", { id: "concern", ...category("health-concern") }));
    let left = failing;
    registered.sandbox.intercept(({ type }) => {
      left -= type === "Condition" ? 1 : 0;
      return type === "Condition" && left >= 0 ? { kind: "status", status: 422 } : null;
    });
    const { Condition } = (await readChart(wave)).reads;
    expect(Condition.outcome).toBe(outcome);
    expect(Condition.resources).toHaveLength(kept);
    expect(Condition.detail).not.toBe("");
  });

  it("that refuses one of the three searches sends its reader to the administrator, not to reload", async () => {
    const { wave, registered } = await openedChart({ like: "epic", vendor: "epic" });
    let searches = 0;
    registered.sandbox.intercept(({ type }) => {
      searches += type === "Condition" ? 1 : 0;
      return type === "Condition" && searches === 3 ? { kind: "status", status: 403 } : null;
    });
    const { Condition } = (await readChart(wave)).reads;
    expect(Condition.outcome).toBe("incomplete");
    expect(Condition.detail).toContain("refused");
    expect(Condition.advice).toContain("administrator");
    expect(Condition.advice).not.toContain("Reload");
  });
});

describe("an EHR like Oracle Health", () => {
  it("gives what it has to the searches it wants, each id once over its pages", async () => {
    const { wave, registered, asked } = await openedChart({ like: "oracle", vendor: "oracle", pageSize: 2 });
    for (const id of ["a", "b", "c", "d"]) registered.sandbox.put(oneOf("Condition", "p01", { id }));
    const { reads } = await readChart(wave);
    expect(reads.CarePlan).toMatchObject({ outcome: "complete", resources: [{ id: "CarePlan-p01" }] });
    expect(reads.Condition.outcome).toBe("complete");
    expect(reads.Condition.resources.map(({ id }) => id).sort()).toEqual([
      "Condition-p01",
      "a",
      "b",
      "c",
      "d",
    ]);
    expect(ofType(asked(), "CarePlan")).toEqual([
      "/fhir/CarePlan?patient=p01&category=assess-plan&_count=200",
    ]);
  });
});

describe("an EHR of no known vendor", () => {
  it.each(["epic", "oracle"])(
    "that wants a category like %s is asked once more with US Core's",
    async (like) => {
      const { wave, asked } = await openedChart({ like });
      const { CarePlan } = (await readChart(wave)).reads;
      expect(CarePlan).toMatchObject({ outcome: "complete", resources: [{ id: "CarePlan-p01" }] });
      expect(ofType(asked(), "CarePlan")).toEqual([
        "/fhir/CarePlan?patient=p01&_count=200",
        "/fhir/CarePlan?patient=p01&category=assess-plan&_count=200",
      ]);
    },
  );

  it("that refuses that as well has failed, after these two and no more", async () => {
    const { wave, registered, asked } = await openedChart();
    registered.sandbox.intercept(({ type }) =>
      type === "CarePlan" ? { kind: "status", status: 400 } : null,
    );
    expect((await readChart(wave)).reads.CarePlan).toMatchObject({ outcome: "failed", resources: [] });
    expect(ofType(asked(), "CarePlan")).toHaveLength(2);
  });

  it.each(["read-only", "read-only-questionnaires"])(
    "%s is read in one search for each type it has",
    async (like) => {
      const { wave, asked } = await openedChart({ like, withStatement: true });
      const [month, others] = await Promise.all([readChart(wave), readOthers(wave, OtherType.options)]);
      expect(month.reads.Condition).toMatchObject({
        outcome: "complete",
        resources: [{ id: "Condition-p01" }],
      });
      expect(month.reads.Task.outcome).toBe("unsupported");
      const supported = [...Object.values(month.reads), ...others.reads].filter(
        ({ outcome }) => outcome === "complete",
      );
      expect(asked()).toHaveLength(supported.length + 1);
    },
  );
});

it("what two searches of one type bring is kept once, the newest", async () => {
  const both = category("38717003", "assess-plan");
  const { wave, registered } = await openedChart({ vendor: "epic" });
  registered.sandbox.put(oneOf("CarePlan", "p01", { ...both, title: "older" }));
  let searches = 0;
  registered.sandbox.intercept(({ type }) => {
    searches += type === "CarePlan" ? 1 : 0;
    if (type === "CarePlan" && searches === 2)
      registered.sandbox.put(oneOf("CarePlan", "p01", { ...both, title: "newer" }));
    return null;
  });
  const { CarePlan } = (await readChart(wave)).reads;
  expect(searches).toBe(2);
  expect(CarePlan).toMatchObject({ outcome: "complete", resources: [{ title: "newer" }] });
});
