import { Fhir } from "fhir";
import type { Condition, Coverage, Encounter, FhirResource, Observation, Patient } from "fhir/r4";
import { describe, expect, it } from "vitest";
import { panelPlans } from "./panel-plans.ts";
import { seedPanel } from "./seed-panel.ts";
import { findings, standings } from "./shares.ts";

const moments = ["2024-02-29", "2026-03-01", "2026-11-21", "2027-12-31"].map(
  (day) => new Date(`${day}T00:30:00Z`),
);

function panel(now: Date): FhirResource[] {
  return seedPanel(now).map((one) => (typeof one === "string" ? JSON.parse(one) : one));
}

function ofType<Type extends FhirResource["resourceType"]>(
  resources: readonly FhirResource[],
  type: Type,
): Extract<FhirResource, { resourceType: Type }>[] {
  return resources.filter(
    (one): one is Extract<FhirResource, { resourceType: Type }> => one.resourceType === type,
  );
}

describe.each(moments)("the panel as seen on %s", (now) => {
  const resources = panel(now);
  const references = new Set(resources.map(({ resourceType, id }) => `${resourceType}/${id}`));

  it("has two hundred patients and is the same bytes at every call", () => {
    const ids = ofType(resources, "Patient").map(({ id }) => id);
    expect(ids).toHaveLength(200);
    expect(ids.slice(18, 23)).toEqual(["p19", "p20", "p021", "p022", "p023"]);
    expect(ids.at(-1)).toBe("p200");
    expect(JSON.stringify(seedPanel(now))).toBe(JSON.stringify(seedPanel(now)));
  });

  it("gives everything an id of its own, and every reference leads somewhere", () => {
    expect(references.size).toBe(resources.length);
    const named = JSON.stringify(resources).matchAll(/"reference":"([A-Z][^"]*)"/g);
    expect([...named].map(([, to = ""]) => to).filter((to) => !references.has(to))).toEqual([]);
  });

  it("knows no future", () => {
    const today = now.toISOString().slice(0, 10);
    const dates = [...JSON.stringify(resources).matchAll(/"(\d{4}-\d\d-\d\d)[T"]/g)].map(([, date]) => date);
    expect(dates.length).toBeGreaterThan(3000);
    expect(dates.filter((date) => (date ?? "") > today)).toEqual([]);
  });
});

const resources = panel(moments[2] ?? new Date());
const generated = (id: string | undefined) => /^(Patient\/)?p[012]\d\d\b/.test(id ?? "");
const patients = ofType(resources, "Patient").filter(({ id }) => generated(id));
const conditions = ofType(resources, "Condition").filter(({ subject }) => generated(subject.reference));
const encounters = ofType(resources, "Encounter").filter(({ subject }) => generated(subject?.reference));
const coverages = ofType(resources, "Coverage").filter(({ beneficiary }) => generated(beneficiary.reference));

function whose(found: readonly (Condition | Encounter | Coverage)[]): number {
  const subjects = found.map((one) =>
    one.resourceType === "Coverage" ? one.beneficiary.reference : one.subject?.reference,
  );
  return new Set(subjects).size;
}

const verified = (code: string) => (one: Condition) => one.verificationStatus?.coding?.[0]?.code === code;
const clinical = (code: string) => (one: Condition) => one.clinicalStatus?.coding?.[0]?.code === code;
const linked = (type: string) => (one: Patient) => one.link?.[0]?.type === type;
const coverageType = (code: string) => (one: Coverage) => one.type?.coding?.[0]?.code === code;
const running = (code: string) => (one: Encounter) =>
  one.status === "in-progress" && one.class.code === code && one.period?.end === undefined;
const emptied = standings.merged / 2 + standings.duplicateRegistration / 2;
const social = ["105529008", "423315002", "741062008"];

describe("among the generated 180", () => {
  it("the standings are dealt exactly", () => {
    expect(patients).toHaveLength(180);
    expect(patients.filter(({ deceasedDateTime }) => deceasedDateTime)).toHaveLength(standings.deceased);
    expect(patients.filter(linked("replaces"))).toHaveLength(standings.merged / 2);
    const replaced = patients.filter(linked("replaced-by"));
    expect(replaced.map(({ active }) => active)).toEqual(Array(standings.merged / 2).fill(false));
    expect(encounters.filter(running("IMP"))).toHaveLength(standings.inHospital);
    expect(encounters.filter(running("HH"))).toHaveLength(standings.hospice);
  });

  it("some people are registered twice and nobody noticed", () => {
    const seen = patients
      .filter(({ link }) => link === undefined)
      .map(({ name, birthDate }) => `${name?.[0]?.text} ${birthDate}`);
    expect(seen.length - new Set(seen).size).toBe(standings.duplicateRegistration / 2);
    const numbers = patients.map(({ identifier }) => identifier?.[0]?.value);
    expect(new Set(numbers).size).toBe(180);
  });

  it.each([
    ["resolved", findings.resolved, conditions.filter(clinical("resolved"))],
    ["entered in error", findings.enteredInError, conditions.filter(verified("entered-in-error"))],
    ["provisional", findings.provisional, conditions.filter(verified("provisional"))],
    [
      "social",
      findings.social,
      conditions.filter(({ code }) => code?.coding?.some((one) => social.includes(one.code ?? ""))),
    ],
    [
      "the same disease twice",
      findings.duplicateProblem,
      conditions.filter(
        (one) => one.category?.[0]?.coding?.[0]?.code === "encounter-diagnosis" && clinical("active")(one),
      ),
    ],
  ])("%s: %i of them, less those whose record was emptied", (_name, share, found) => {
    expect(whose(found)).toBeLessThanOrEqual(share);
    expect(whose(found)).toBeGreaterThanOrEqual(share - emptied);
  });

  it.each([
    ["Advantage", "111", 42],
    ["private", "5", 8],
  ])("%s covers its share", (_name, code, share) => {
    const found = whose(coverages.filter(coverageType(code)));
    expect(Math.abs(found - share)).toBeLessThanOrEqual(emptied);
  });

  it("some have no coverage", () => {
    expect(Math.abs(180 - whose(coverages) - 7)).toBeLessThanOrEqual(emptied);
  });

  it("nobody was seen, treated or measured after death", () => {
    const died = new Map(patients.map(({ id, deceasedDateTime }) => [`Patient/${id}`, deceasedDateTime]));
    const late = resources.filter((one) => {
      const day = died.get(subjectOf(one))?.slice(0, 10);
      return day !== undefined && latestDay(one) > day;
    });
    expect(late).toEqual([]);
  });

  it("most have several chronic diseases, the first of them coded twice over", () => {
    const ordinary = panelPlans().filter(({ samePersonAs }) => samePersonAs === undefined);
    const counts = ordinary.map(({ problems }) => problems.length);
    const several = counts.filter((count) => count >= 2).length / counts.length;
    expect(several).toBeGreaterThan(0.9);
    const [first] = conditions;
    expect(first?.code?.coding?.map(({ system }) => system)).toEqual([
      "http://hl7.org/fhir/sid/icd-10-cm",
      "http://snomed.info/sct",
    ]);
  });

  it("everybody with diabetes has an A1c, and a kidney stage shows in the filtration rate", () => {
    const withCode = (code: string) =>
      new Set(
        conditions
          .filter(
            (one) => clinical("active")(one) && one.code?.coding?.some((coding) => coding.code === code),
          )
          .filter(verified("confirmed"))
          .map(({ subject }) => subject.reference),
      );
    const results = ofType(resources, "Observation");
    for (const subject of withCode("44054006")) expect(valuesOf(results, subject, "4548-4")).toHaveLength(2);
    const stage3a = [...withCode("700378005")].flatMap((one) => valuesOf(results, one, "98979-8"));
    expect(stage3a.length).toBeGreaterThan(4);
    expect(stage3a.filter((value) => value < 45 || value > 59)).toEqual([]);
  });
});

function valuesOf(results: readonly Observation[], subject: string | undefined, code: string): number[] {
  return results
    .filter((one) => one.subject?.reference === subject && one.code.coding?.[0]?.code === code)
    .map(({ valueQuantity }) => valueQuantity?.value ?? 0);
}

function subjectOf(resource: FhirResource): string {
  return (
    /"(?:subject|patient|beneficiary)":\{"reference":"([^"]+)"/.exec(JSON.stringify(resource))?.[1] ?? ""
  );
}

function latestDay(resource: FhirResource): string {
  const days = [...JSON.stringify(resource).matchAll(/"(\d{4}-\d\d-\d\d)[T"]/g)].map(([, day = ""]) => day);
  return days.toSorted().at(-1) ?? "";
}

describe("every kind of resource in the panel", () => {
  const fhir = new Fhir();
  const kinds = [...new Set(resources.map(({ resourceType }) => resourceType))];

  it.each(kinds)("%s passes an independent validator", (kind) => {
    const some = resources.filter(({ resourceType }) => resourceType === kind).slice(-40);
    const complaints = some.flatMap((one) => {
      const { messages } = fhir.validate(one, { errorOnUnexpected: true });
      return (messages ?? []).filter(({ severity }) => severity === "error" || severity === "fatal");
    });
    expect(complaints).toEqual([]);
  });
});
