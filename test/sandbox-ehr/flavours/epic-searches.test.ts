import type { Bundle, FhirResource } from "fhir/r4";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { epic } from "./epic.ts";
import { epicSearchedTypes, epicSearchNames } from "./epic-search-parameters.ts";
import { type Chart, inChart } from "./flavoured-chart.ts";

const subject = { reference: "Patient/p01" };
const community = { coding: [{ system: "urn:epic", code: "community-resource" }] };

/** One of a type with every element by which it can belong to a patient, so that no search is empty by itself. */
const oneOf = (resourceType: string): FhirResource =>
  JSON.parse(
    JSON.stringify({
      ...{ resourceType, id: resourceType === "Patient" ? "p01" : `a-${resourceType}`, code: community },
      ...{ subject, patient: subject, beneficiary: subject, for: subject },
    }),
  );

/** What a search of the type has besides, that the EHR may answer at all. */
const wanted: Readonly<Record<string, readonly [string, string]>> = {
  CarePlan: ["category", "38717003"],
  Observation: ["code", "community-resource"],
};

describe("every search parameter the Epic-like flavour lists", () => {
  let chart: Chart;
  beforeAll(async () => {
    chart = await inChart(epic, epicSearchedTypes.map(oneOf));
  });
  afterAll(() => chart.registered.sandbox.close());

  it("is one name without a space or a break in it", () => {
    const names = epicSearchedTypes.flatMap((type) => epicSearchNames(type));
    expect(names).toHaveLength(401);
    expect(names.filter((name) => !/^_?[a-z][a-z-]*[a-z]$/.test(name))).toEqual([]);
  });

  it.each(epicSearchedTypes)("filters %s or is warned of", async (type) => {
    const unfiltered = await searched(chart, { type });
    expect(unfiltered.found).toBeGreaterThan(0);
    const neither: string[] = [];
    for (const name of epicSearchNames(type)) {
      const { found, warned } = await searched(chart, { type, name });
      if (found > 0 === warned) continue;
      neither.push(name);
    }
    expect(neither).toEqual([]);
  });

  it.each([
    ["Condition", "onset-date"],
    ["ExplanationOfBenefit", "care-team"],
  ])("of %s says which parameter it goes on without: %s", async (type, name) => {
    const { found, warned } = await searched(chart, { type, name });
    expect([found > 0, warned]).toEqual([true, true]);
  });
});

interface Asked {
  readonly type: string;
  /** Asked for by a value that nothing has; without a name the search is for all there is. */
  readonly name?: string;
}

/** How many a search matches, and whether the EHR says that it went on without the name. */
async function searched({ fhir }: Chart, { type, name }: Asked) {
  const [beside = "", value = ""] = wanted[type] ?? [];
  const query = new URLSearchParams({
    ...(epicSearchNames(type).includes("patient") ? { patient: "p01" } : {}),
    ...(beside && beside !== name ? { [beside]: value } : {}),
  });
  if (name !== undefined) query.append(name, "1801-02-03");
  const response = await fhir(`${type}?${query}`);
  if (!response.ok) return { found: 0, warned: false };
  const { entry = [] }: Bundle = await response.json();
  return {
    found: entry.filter(({ search }) => search?.mode === "match").length,
    warned: JSON.stringify(entry).includes(`supplied by the client: ${name}"`),
  };
}
