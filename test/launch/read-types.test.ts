import { describe, expect, it } from "vitest";
import { type ReadOthers, readChart, readOthers } from "../../launch/read-chart.ts";
import { ChartType, OtherType } from "../../server/contract/index.ts";
import { oneOf, openedChart } from "./sandbox-chart.ts";

const outcomes = ({ reads }: ReadOthers) =>
  Object.fromEntries(reads.map(({ type, outcome }) => [type, outcome]));
const idsOf = ({ reads }: ReadOthers, type: OtherType) =>
  reads.find((read) => read.type === type)?.resources.map(({ id }) => id);

describe("every type", () => {
  it("is read, whole and of this patient alone, by the same searches over the same wire", async () => {
    const { wave } = await openedChart();
    const [month, others] = await Promise.all([readChart(wave), readOthers(wave, OtherType.options)]);
    for (const type of ChartType.exclude(["Patient"]).options) {
      expect(month.reads[type]).toMatchObject({ outcome: "complete", resources: [{ id: `${type}-p01` }] });
    }
    expect(others.reads.map(({ type }) => type)).toEqual(OtherType.options);
    for (const read of others.reads) {
      expect(read).toMatchObject({ outcome: "complete", resources: [{ id: `${read.type}-p01` }] });
    }
    expect([...month.foreign, ...others.foreign]).toEqual([]);
  });

  it.each(OtherType.options)("but %s keeps nobody else's, and says so", async (type) => {
    const { wave, registered } = await openedChart();
    registered.sandbox.intercept((request) =>
      request.type === type ? { kind: "other_patient", patient: "p02" } : null,
    );
    const others = await readOthers(wave, [type]);
    expect(outcomes(others)).toEqual({ [type]: "incomplete" });
    expect(idsOf(others, type)).toEqual([]);
    expect(others.foreign).toMatchObject([{ type }]);
  });
});

describe("a type that is not asked for", () => {
  it("was not granted: denied, in either spelling of scopes, without one request", async () => {
    for (const scopes of [["patient/Goal.rs"], ["patient/Goal.read"]]) {
      const { wave, asked } = await openedChart({ scopes });
      const others = await readOthers(wave, OtherType.options);
      expect(outcomes(others)).toEqual({
        ...Object.fromEntries(OtherType.options.map((type) => [type, "denied"])),
        Goal: "complete",
      });
      expect(Object.values((await readChart(wave)).reads).map(({ outcome }) => outcome)).toEqual(
        ChartType.options.map(() => "denied"),
      );
      expect(asked()).toEqual(["/fhir/Goal?patient=p01&_count=200"]);
    }
  });

  it("is missing from the EHR's statement: unsupported, without one request", async () => {
    const { wave, asked } = await openedChart({ like: "oracle", vendor: "oracle", withStatement: true });
    const [month, others] = await Promise.all([readChart(wave), readOthers(wave, OtherType.options)]);
    expect(month.reads.Task).toMatchObject({ outcome: "unsupported", resources: [] });
    expect(month.reads.Task.detail).toContain("does not offer tasks");
    expect(outcomes(others)).toMatchObject({
      Claim: "unsupported",
      ExplanationOfBenefit: "unsupported",
      EpisodeOfCare: "unsupported",
      Goal: "complete",
    });
    expect(asked().filter((path) => /Task|Claim|Explanation|Episode/.test(path))).toEqual([]);
  });

  it("is asked for all the same where the statement is not known yet, and ends the same", async () => {
    const { wave, asked } = await openedChart({ like: "oracle", vendor: "oracle" });
    expect((await readChart(wave)).reads.Task.outcome).toBe("unsupported");
    expect(asked().filter((path) => path.includes("/Task?"))).toHaveLength(1);
  });

  it("is none where the statement lists not even a Patient: nobody believes that", async () => {
    const { wave } = await openedChart();
    const capability = { supports: () => false, conditionalCreate: () => false, patchFormat: [] };
    expect((await readChart({ ...wave, capability })).reads.Condition.outcome).toBe("complete");
  });

  it("cannot be searched by patient there: unsupported", async () => {
    const { wave, asked } = await openedChart({ like: "epic", vendor: "epic" });
    expect(outcomes(await readOthers(wave, ["Claim"]))).toEqual({ Claim: "unsupported" });
    expect(asked()).toEqual([]);
  });
});

describe("a narrowed type", () => {
  const older = oneOf("Observation", "p01", { id: "older", effectiveDateTime: "2025-03-05" });
  const undated = oneOf("Observation", "p01", { id: "undated", effectiveDateTime: undefined });
  const yearOnly = oneOf("Observation", "p01", { id: "year", effectiveDateTime: "2025" });
  const social = oneOf("Observation", "p01", {
    id: "social",
    category: [{ coding: [{ code: "social-history" }] }],
  });
  const letter = oneOf("DocumentReference", "p01", {
    id: "letter",
    category: [{ coding: [{ code: "other" }] }],
  });

  it.each(["honours", "ignores"])("is the same from an EHR that %s the filters", async (how) => {
    const all = ["category", "date"];
    const behaviour = how === "ignores" ? { judgeSearch: () => ({ ignored: all }) } : {};
    const { wave, registered } = await openedChart({ behaviour });
    for (const one of [older, yearOnly, social, letter]) registered.sandbox.put(one);
    const others = await readOthers(wave, ["Observation", "DocumentReference"]);
    expect(outcomes(others)).toEqual({ Observation: "complete", DocumentReference: "complete" });
    expect(idsOf(others, "Observation")?.filter((id) => id !== "year")).toEqual(["Observation-p01"]);
    expect(idsOf(others, "DocumentReference")).toEqual(["DocumentReference-p01"]);
  });

  it("keeps what bears no date where the EHR sends it", async () => {
    const { wave, registered } = await openedChart({
      behaviour: { judgeSearch: () => ({ ignored: ["date"] }) },
    });
    for (const one of [undated, yearOnly]) registered.sandbox.put(one);
    expect(idsOf(await readOthers(wave, ["Observation"]), "Observation")?.sort()).toEqual(
      ["Observation-p01", "undated", "year"].sort(),
    );
  });
});
