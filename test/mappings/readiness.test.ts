import fc from "fast-check";
import { expect, it } from "vitest";
import { type ChartType, ChartType as ChartTypes, type ReadOutcome } from "../../server/contract/index.ts";
import { chart } from "./chart.builder.ts";
import { codesOf } from "./documented-month.ts";

/* What the chart's reads mean for the codes: less read, or less found, never supports more. */

it("the documented month supports its code", () => {
  expect(codesOf({})).toEqual(["99490"]);
});

it.each(ChartTypes.options)("no code is ready where %s was not read completely", (type) => {
  for (const outcome of ["incomplete", "denied", "unsupported", "failed"] as const) {
    expect(codesOf({}, { [type]: outcome })).toEqual([]);
  }
});

it.each(ChartTypes.exclude(["Encounter"]).options)("no code is ready without any %s", (type) => {
  expect(codesOf({ [type]: [] })).toEqual([]);
});

it("leaving reads out never adds a code, whatever the chart says against it", () => {
  const against: Record<ChartType, readonly object[]> = {
    Patient: [{ deceasedBoolean: true }, { deceasedDateTime: "2026-02-01" }, { deceasedBoolean: undefined }],
    Condition: [{ clinicalStatus: undefined }, { abatementDateTime: "2025-01-01" }],
    Consent: [{ status: "rejected" }, { status: "inactive" }, { status: "entered-in-error" }],
    CarePlan: [{ status: "entered-in-error" }, { status: "revoked" }, { note: [] }],
    Encounter: [
      {
        class: { system: "http://terminology.hl7.org/CodeSystem/v3-ActCode", code: "IMP" },
        period: { start: "2026-02-01" },
        status: "in-progress",
      },
    ],
    Task: [{ status: "entered-in-error" }, { owner: undefined }, { input: [] }],
    Coverage: [
      { type: { coding: [{ system: "https://nahdo.org/sopt", code: "512" }] } },
      { status: "cancelled" },
    ],
  };
  const spoiled = fc.constantFrom(...ChartTypes.options).chain((type) =>
    fc.record({
      type: fc.constant(type),
      change: fc.constantFrom(...against[type]),
      outcome: fc.constantFrom<ReadOutcome[]>("incomplete", "denied", "unsupported", "failed"),
    }),
  );
  fc.assert(
    fc.property(spoiled, fc.constantFrom(...ChartTypes.options), ({ type, change, outcome }, unread) => {
      const resources = { [type]: chart()[type].resources.map((one) => ({ ...one, ...change })) };
      const before = codesOf(resources);
      expect(before).toEqual(expect.arrayContaining(codesOf(resources, { [unread]: outcome })));
    }),
    { numRuns: 300 },
  );
});
