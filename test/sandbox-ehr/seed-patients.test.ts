import type { Condition, Coverage, Encounter, FhirResource } from "fhir/r4";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Registered } from "./authorize.ts";
import { freshSandbox, signedIn } from "./fresh-sandbox.ts";
import { seedPatients } from "./patients/seed-patients.ts";

const parsed = (now: Date): FhirResource[] =>
  seedPatients(now).map((one) => (typeof one === "string" ? JSON.parse(one) : one));

const days = ["2024-02-29", "2025-01-01", "2025-03-31", "2026-11-21", "2027-12-31"].map(
  (day) => new Date(`${day}T00:30:00Z`),
);

describe.each(days)("the practice as seen on %s", (now) => {
  const resources = parsed(now);
  const byReference = new Map(resources.map((one) => [`${one.resourceType}/${one.id}`, one]));

  it("has twenty patients and is the same every time", () => {
    expect(resources.filter(({ resourceType }) => resourceType === "Patient")).toHaveLength(20);
    expect(parsed(now)).toEqual(resources);
  });

  it("gives every resource an id of its own, and every reference leads somewhere", () => {
    expect(byReference.size).toBe(resources.length);
    const references = JSON.stringify(resources).matchAll(/"reference":"([A-Z][^"]*)"/g);
    expect([...references].map(([, to = ""]) => to).filter((to) => !byReference.has(to))).toEqual([]);
  });

  it("knows no future", () => {
    const today = now.toISOString().slice(0, 10);
    const dates = [...JSON.stringify(resources).matchAll(/"(\d{4}-\d\d-\d\d)[T"]/g)].map(
      ([, date = ""]) => date,
    );
    expect(dates.length).toBeGreaterThan(100);
    expect(dates.filter((date) => date > today)).toEqual([]);
  });

  it("has a stay and the visit after it in the month before", () => {
    const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1)).toISOString().slice(0, 7);
    const last = resources
      .filter((one): one is Encounter => one.resourceType === "Encounter")
      .filter(
        ({ subject, period }) => subject?.reference === "Patient/p11" && period?.start?.startsWith(month),
      );
    expect(last.map((one) => one.class.code)).toEqual(["IMP", "AMB"]);
    expect(last.every(({ period }) => (period?.end ?? "") > (period?.start ?? ""))).toBe(true);
  });
});

describe("among the twenty", () => {
  const resources = parsed(days[3] ?? new Date());
  const of = (patient: string) =>
    resources.filter(
      (one): one is Condition =>
        one.resourceType === "Condition" && one.subject.reference === `Patient/${patient}`,
    );
  const coverageOf = (patient: string) =>
    resources.find(
      (one): one is Coverage =>
        one.resourceType === "Coverage" && one.beneficiary.reference === `Patient/${patient}`,
    );
  const codes = (condition: Condition | undefined) => condition?.code?.coding?.map(({ code }) => code);

  it("one is coded in SNOMED CT alone", () => {
    const systems = of("p06").flatMap(({ code }) => code?.coding?.map(({ system }) => system));
    expect(new Set(systems)).toEqual(new Set(["http://snomed.info/sct"]));
  });

  it("one has the same disease twice, and one has a single disease", () => {
    expect(of("p07").map(codes)).toEqual([codes(of("p07")[0]), codes(of("p07")[0])]);
    expect(of("p08")).toHaveLength(1);
  });

  it("one has what is over and what was never so", () => {
    const [, over, , inError] = of("p09");
    expect(over).toMatchObject({ clinicalStatus: { coding: [{ code: "resolved" }] } });
    expect(over).toHaveProperty("abatementDateTime");
    expect(inError).toMatchObject({ verificationStatus: { coding: [{ code: "entered-in-error" }] } });
    // FHIR R4, con-5: no clinicalStatus where the verificationStatus is entered-in-error.
    expect(inError).not.toHaveProperty("clinicalStatus");
  });

  it.each([
    ["p01", "121", "B"],
    ["p16", "121", "A"],
    ["p03", "111", "ADV-1"],
    ["p15", "5", undefined],
    ["p14", undefined, undefined],
  ])("%s is covered by %s, plan %s", (patient, type, plan) => {
    expect(coverageOf(patient)?.type?.coding?.[0]?.code).toBe(type);
    expect(coverageOf(patient)?.class?.[0]?.value).toBe(plan);
  });

  it("one has died, and several have a plan of another system with its decimals as text", () => {
    expect(JSON.stringify(resources).match(/deceasedDateTime/g)).toHaveLength(1);
    const plans = seedPatients(new Date()).filter((one) => typeof one === "string");
    expect(plans.length).toBeGreaterThanOrEqual(2);
    expect(plans.every((text) => text.includes('"valueDecimal": 1.10'))).toBe(true);
  });
});

describe("a sandbox with the seed", () => {
  let registered: Registered;
  beforeAll(async () => {
    const now = new Date();
    registered = await freshSandbox({ now: () => now, resources: seedPatients(now) });
  });
  afterAll(() => registered.sandbox.close());

  it("serves a foreign care plan with its digits", async () => {
    const fhir = await signedIn(registered);
    const text = await (await fhir("CarePlan?patient=p01&category=assess-plan")).text();
    expect(text).toContain('"valueDecimal": 1.10');
    expect(text).toContain('"valueDecimal": 20.0');
  });
});
