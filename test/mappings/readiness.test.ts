import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, it } from "vitest";
import { assembleFacts } from "../../fhir-mappings/month-facts.ts";
import { type ChartType, ChartType as ChartTypes, type ReadOutcome } from "../../server/contract/index.ts";
import { evaluate } from "../../server/rules/evaluate.ts";
import { chart, inputOf, type Resources } from "./chart.builder.ts";

/* What the chart's reads mean for the codes: less read, or less found, never supports more. */

const word = { by: "Kim Ito", role: "care manager", on: "2026-03-31T20:00:00Z" };
const attested = {
  "/other_services": word,
  "/prior_ccm_claims_this_month": word,
  "/payer/part_b": word,
  "/patient/deceased": word,
};
const practice = {
  type: "physician_office",
  pos: "11",
  timezone: "America/New_York",
  access_24_7: true,
  certified_ehr: true,
} as const;

const digest = (text: string) => createHash("sha256").update(text).digest("hex");

function codesOf(resources: Resources, outcomes: Partial<Record<ChartType, ReadOutcome>> = {}): string[] {
  const { facts } = assembleFacts(inputOf(chart(resources, outcomes), { attested, practice }));
  return evaluate({ month: "2026-03", facts }, { digest }).codes.map(({ code }) => code);
}

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
