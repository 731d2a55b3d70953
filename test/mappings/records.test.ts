import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readCarePlan, writeCarePlan } from "../../fhir-mappings/care-plan.ts";
import { readConsent, writeConsent } from "../../fhir-mappings/consent.ts";
import { readEnrolment, writeEnrolment } from "../../fhir-mappings/enrolment.ts";
import { readMonthTask, writeMonthTask } from "../../fhir-mappings/month-task.ts";
import type { Reading, WriteInput } from "../../fhir-mappings/our-resource.ts";
import { readTimeEntry, writeTimeEntry } from "../../fhir-mappings/time-entry.ts";
import {
  CarePlanRecord,
  ConsentRecord,
  EnrolmentRecord,
  MonthRecord,
  TimeEntryRecord,
} from "../../server/contract/index.ts";
import * as arbitrary from "./records.arbitrary.ts";

interface Pair<Record> {
  readonly name: string;
  readonly record: fc.Arbitrary<Record>;
  readonly schema: { parse(value: unknown): Record };
  readonly write: (input: WriteInput<Record>) => object;
  readonly read: (resource: unknown) => Reading<Record>;
}

function pair<Record>(one: Pair<Record>): Pair<unknown> {
  return { ...one, write: ({ record, ...rest }) => one.write({ record: one.schema.parse(record), ...rest }) };
}

const pairs = [
  pair({
    name: "time entry",
    record: arbitrary.timeEntry,
    schema: TimeEntryRecord,
    write: writeTimeEntry,
    read: readTimeEntry,
  }),
  pair({
    name: "enrolment",
    record: arbitrary.enrolment,
    schema: EnrolmentRecord,
    write: writeEnrolment,
    read: readEnrolment,
  }),
  pair({
    name: "consent",
    record: arbitrary.consent,
    schema: ConsentRecord,
    write: writeConsent,
    read: readConsent,
  }),
  pair({
    name: "care plan",
    record: arbitrary.carePlan,
    schema: CarePlanRecord,
    write: writeCarePlan,
    read: readCarePlan,
  }),
  pair({
    name: "month",
    record: arbitrary.monthRecord,
    schema: MonthRecord,
    write: writeMonthTask,
    read: readMonthTask,
  }),
];

const [patient, identifier] = ["Patient/p1", "hmac-value"];

/** Over the wire and back: what JSON cannot carry does not survive. */
const wire = (resource: object): unknown => JSON.parse(JSON.stringify(resource));

/** Every object inside a value, the value itself first. */
function objects(value: unknown): object[] {
  if (typeof value !== "object" || value === null) return [];
  return [value, ...Object.values(value).flatMap(objects)];
}

const isConcept = (one: object): one is { coding: { code?: string; display?: string }[]; text?: string } =>
  "coding" in one;

describe.each(pairs)("a $name in the EHR", ({ record, write, read }) => {
  it("reads back exactly as it was written", () => {
    fc.assert(
      fc.property(record, (one) => {
        const reading = read(wire(write({ record: one, patient, identifier })));
        expect(reading).toEqual({ kind: "record", record: one, identifier });
      }),
      { numRuns: 300 },
    );
  });

  it("carries no extension, no empty value, and text with every concept", () => {
    fc.assert(
      fc.property(record, (one) => {
        const all = objects(wire(write({ record: one, patient, identifier })));
        for (const part of all) {
          expect(Object.keys(part)).not.toContain("extension");
          expect(Object.keys(part)).not.toContain("modifierExtension");
          expect(Object.values(part)).not.toContain("");
          expect(Array.isArray(part) && part.length === 0).toBe(false);
        }
        for (const part of all.filter(isConcept)) {
          expect(part.text).toBeTruthy();
          expect(part.coding.flatMap(({ display }) => display ?? [])).toEqual([]);
        }
      }),
    );
  });

  it("has a narrative that is well-formed XHTML, whatever people typed", () => {
    fc.assert(
      fc.property(record, (one) => {
        const [, div] =
          /"div":("(?:[^"\\]|\\.)*")/.exec(JSON.stringify(write({ record: one, patient, identifier }))) ?? [];
        const text: unknown = JSON.parse(div ?? "null");
        expect(text).toMatch(
          /^<div xmlns="http:\/\/www.w3.org\/1999\/xhtml">(?:<(?:h1|\/h1|p|\/p|b|\/b|br \/)>|[^<>&]|&(?:amp|lt|gt|quot);)*<\/div>$/u,
        );
      }),
    );
  });

  it.each([
    ["entered in error", { status: "entered-in-error" }, "retracted"],
    ["of an unknown status", { status: "brand-new" }, "unusable"],
    ["without a status", { status: undefined }, "unusable"],
    ["with a modifierExtension", { modifierExtension: [{ url: "urn:x" }] }, "unusable"],
    ["with a modifierExtension deep inside", { code: { x: [{ modifierExtension: [] }] } }, "unusable"],
    ["under implicit rules", { implicitRules: "urn:x" }, "unusable"],
    ["without our identifier", { identifier: [{ system: "urn:x", value: identifier }] }, "not_ours"],
    ["without any identifier", { identifier: undefined }, "not_ours"],
  ])("is no evidence when %s", (_, change, kind) => {
    const [sample] = fc.sample(record, { numRuns: 1, seed: 7 });
    const resource = { ...write({ record: sample, patient, identifier }), ...change };
    expect(read(resource).kind).toBe(kind);
  });

  it("is no evidence with two CareMonth identifiers", () => {
    const [sample] = fc.sample(record, { numRuns: 1, seed: 7 });
    const first = wire(write({ record: sample, patient, identifier }));
    const second = wire(write({ record: sample, patient, identifier: "another" }));
    const both = [first, second].flatMap((one) => (one as { identifier: unknown[] }).identifier);
    expect(read({ ...(first as object), identifier: both }).kind).toBe("unusable");
  });
});
