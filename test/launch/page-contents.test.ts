import { describe, expect, it } from "vitest";
import { bundle, chart, condition, ids, read } from "./scripted-chart.ts";
import type { ScriptedEhr } from "./scripted-ehr.ts";

describe("what a page holds", () => {
  const versioned = (versionId: string, lastUpdated?: string) => ({ meta: { versionId, lastUpdated } });

  it.each<[what: string, first: object, second: object, kept: string]>([
    ["by time", versioned("1", "2026-03-01T00:00:00Z"), versioned("9", "2026-02-01T00:00:00Z"), "1"],
    [
      "by time, whatever the offset",
      versioned("1", "2026-03-01T01:00:00+02:00"),
      versioned("2", "2026-03-01T00:00:00Z"),
      "2",
    ],
    ["by version", versioned("10"), versioned("9"), "10"],
    [
      "by version at one time",
      versioned("2", "2026-03-01T00:00:00Z"),
      versioned("1", "2026-03-01T00:00:00Z"),
      "2",
    ],
    ["as seen last", versioned("b"), versioned("a"), "a"],
  ])("once for each id, the newest %s", async (_what, first, second, kept) => {
    const twice = [condition("c1", first), condition("c2"), condition("c1", second)];
    const { reads } = await read(await chart({ Condition: () => ({ body: bundle(twice) }) }));
    expect(reads.Condition.outcome).toBe("complete");
    expect(reads.Condition.resources.map(({ id }) => id)).toEqual(["c1", "c2"]);
    expect(reads.Condition.resources[0]?.meta?.versionId).toBe(kept);
  });

  it("that were only included are left out", async () => {
    const practitioner = { resourceType: "Practitioner", id: "c1" };
    const included = [practitioner, condition("c3")].map((resource) => ({
      resource,
      search: { mode: "include" },
    }));
    const entry = [{ resource: condition("c2") }, ...included];
    const { reads } = await read(await chart({ Condition: () => ({ body: bundle([], { entry }) }) }));
    expect(reads.Condition).toMatchObject({ outcome: "complete", resources: [condition("c2")] });
  });

  it.each([
    ["as a match", { search: { mode: "match" } }],
    ["unmarked", {}],
  ])("of another type, %s, do not answer the question: nothing is proved absent", async (_what, mark) => {
    const entry = [{ resource: { resourceType: "Procedure", id: "c1" }, ...mark }];
    const { reads } = await read(await chart({ Condition: () => ({ body: bundle([], { entry }) }) }));
    expect(reads.Condition).toMatchObject({ outcome: "incomplete", resources: [] });
    expect(reads.Condition.detail).toContain("did not ask for");
  });

  it("with a mark that FHIR does not know are still matches", async () => {
    const entry = [{ resource: condition("c1"), search: { mode: "Match" } }];
    const { reads } = await read(await chart({ Condition: () => ({ body: bundle([], { entry }) }) }));
    expect(reads.Condition).toMatchObject({ outcome: "complete", resources: [condition("c1")] });
  });

  it.each<[what: string, subject: unknown]>([
    ["another patient", { reference: "Patient/p2" }],
    ["a longer id", { reference: "Patient/p11" }],
    ["another case", { reference: "Patient/P1" }],
    ["another server's patient", { reference: "https://other.example/fhir/Patient/p1" }],
    ["another kind of thing", { reference: "Group/p1" }],
    ["an identifier alone", { identifier: { system: "mrn", value: "1" } }],
    ["a contained patient", { reference: "#p1" }],
    ["a search", { reference: "Patient?identifier=1" }],
    ["a bundle's own address", { reference: "urn:uuid:0e7c6b7e-95d2-4f0b-8a39-6b5f6f1f6c55" }],
    ["nobody", undefined],
    ["a text", "Patient/p1"],
  ])("of %s is dropped, counted and said", async (_what, subject) => {
    const mixed = [condition("c1"), condition("c2", { subject })];
    const result = await read(await chart({ Condition: () => ({ body: bundle(mixed) }) }));
    expect(ids(result)).toEqual(["c1"]);
    expect(result.foreign).toEqual([{ type: "Condition", count: 1 }]);
    expect(result.reads.Condition.outcome).toBe("incomplete");
    expect(result.reads.Condition.detail).toContain("not this patient's");
    expect(result.reads.Condition.detail).not.toContain("p2");
  });

  it("of this patient is kept, however the reference is written", async () => {
    const ehr: ScriptedEhr = await chart({
      Condition: (_request, { base }) => ({
        body: bundle([
          condition("c1", { subject: { reference: `${base}/Patient/p1` } }),
          condition("c2", { subject: { reference: "Patient/p1/_history/4" } }),
        ]),
      }),
    });
    const result = await read(ehr);
    expect(ids(result)).toEqual(["c1", "c2"]);
    expect(result.reads.Condition.outcome).toBe("complete");
  });

  it.each<[what: string, entry: object]>([
    ["without an id", { resource: { resourceType: "Condition", subject: { reference: "Patient/p1" } } }],
    ["with an id that is none", { resource: condition("../c1") }],
    ["without a resource", { fullUrl: "urn:x" }],
    ["that is null", { resource: null }],
  ])("%s makes the read incomplete", async (_what, entry) => {
    const { reads } = await read(
      await chart({ Condition: () => ({ body: bundle([], { entry: [entry] }) }) }),
    );
    expect(reads.Condition).toMatchObject({ outcome: "incomplete", resources: [] });
  });

  const outcome = (issue: object) => ({ resourceType: "OperationOutcome", issue: [issue] });

  it.each<[severity: string | undefined, code: string, ending: string]>([
    ["error", "processing", "incomplete"],
    ["fatal", "exception", "incomplete"],
    [undefined, "informational", "incomplete"],
    ["warning", "suppressed", "incomplete"],
    ["information", "suppressed", "incomplete"],
    ["warning", "incomplete", "incomplete"],
    ["warning", "throttled", "incomplete"],
    ["warning", "security", "incomplete"],
    ["warning", "forbidden", "incomplete"],
    ["warning", "timeout", "incomplete"],
    ["warning", "too-costly", "incomplete"],
    ["warning", "processing", "complete"],
    ["warning", "not-found", "complete"],
    ["warning", "not-supported", "complete"],
    ["information", "informational", "complete"],
  ])("an OperationOutcome of %s %s: %s", async (severity, code, ending) => {
    const resources = [condition("c1"), outcome({ severity, code })];
    const result = await read(await chart({ Condition: () => ({ body: bundle(resources, { total: 1 }) }) }));
    expect(result.reads.Condition.outcome).toBe(ending);
    expect(ids(result)).toEqual(["c1"]);
  });

  it.each([
    ["4119", "incomplete"],
    ["59204", "incomplete"],
    ["4101", "complete"],
  ])("Epic's warning %s: %s", async (code, ending) => {
    const issue = { severity: "warning", code: "processing", details: { coding: [{ code }] } };
    const { reads } = await read(await chart({ Condition: () => ({ body: bundle([outcome(issue)]) }) }));
    expect(reads.Condition).toMatchObject({ outcome: ending, resources: [] });
  });
});
