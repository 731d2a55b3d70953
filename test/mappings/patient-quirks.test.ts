import { describe, expect, it } from "vitest";
import { assembleFacts } from "../../fhir-mappings/month-facts.ts";
import { chart, factsOf, inputOf, person, type Row } from "./chart.builder.ts";

const absent = { deceasedBoolean: undefined };
const masked = {
  extension: [{ url: "http://hl7.org/fhir/StructureDefinition/data-absent-reason", valueCode: "masked" }],
};

describe("a Patient's death", () => {
  it.each<Row>([
    ["said to be alive", person(), null],
    ["silent, record active", person({ ...absent, active: true }), null],
    ["silent, record not active", person({ ...absent, active: false }), undefined],
    ["silent about death and about the record", person(absent), undefined],
    ["a day", person({ ...absent, deceasedDateTime: "2026-03-10" }), "2026-03-10"],
    [
      "a moment",
      person({ ...absent, deceasedDateTime: "2026-03-10T08:00:00-05:00" }),
      "2026-03-10T08:00:00-05:00",
    ],
    ["a month only", person({ ...absent, deceasedDateTime: "2026-03" }), undefined],
    ["a day that does not exist", person({ ...absent, deceasedDateTime: "2026-02-30" }), undefined],
    ["a day still to come", person({ ...absent, deceasedDateTime: "2026-04-01" }), undefined],
    ["the day of calculation", person({ ...absent, deceasedDateTime: "2026-03-31" }), "2026-03-31"],
    ["dead without a date", person({ deceasedBoolean: true }), undefined],
    ["both a date and the word false", person({ deceasedDateTime: "2026-03-10" }), "2026-03-10"],
    ["a text for a truth value", person({ deceasedBoolean: "false" }), undefined],
    ["masked, record active", person({ ...absent, active: true, _deceasedBoolean: masked }), undefined],
    ["alive, under a modifierExtension", person({ modifierExtension: [{ url: "urn:x" }] }), undefined],
  ])("%s", (_, resource, fact) => {
    expect(factsOf({ Patient: [resource] }).patient?.deceased).toEqual(fact);
  });
});

describe("a patient line", () => {
  const line = (change: object) => assembleFacts(inputOf(chart({ Patient: [person(change)] }))).shown.patient;
  const typed = (code: string, value: string, rest: object = {}) => ({
    type: { coding: [{ system: "http://terminology.hl7.org/CodeSystem/v2-0203", code }] },
    value,
    ...rest,
  });

  it.each<readonly [string, object, object]>([
    ["the official name", {}, { name: "Jo Doe" }],
    [
      "the usual name, without an official one",
      {
        name: [
          { use: "maiden", text: "A" },
          { use: "usual", text: "B" },
        ],
      },
      { name: "B" },
    ],
    [
      "an official name that is past",
      { name: [{ use: "official", text: "A", period: { end: "2020-01-01" } }, { text: "B" }] },
      { name: "B" },
    ],
    [
      "a name with an end far ahead",
      { name: [{ use: "official", text: "A", period: { end: "2100-12-31" } }] },
      { name: "A" },
    ],
    ["no name", { name: undefined }, { name: null }],
    ["a birthday on the day", {}, { birth_date: "1950-03-31", age: 76 }],
    ["a birthday a day later", { birthDate: "1950-04-01" }, { age: 75 }],
    ["a birth year", { birthDate: "1950" }, { birth_date: "1950", age: null }],
    ["a birth month that is over", { birthDate: "1950-02" }, { birth_date: "1950-02", age: 76 }],
    ["a birth date nobody can read", { birthDate: "about 1950" }, { birth_date: null, age: null }],
    ["a record number by type", { identifier: [{ value: "X" }, typed("MR", "M-1")] }, { mrn: "M-1" }],
    [
      "a record number that is past",
      { identifier: [typed("MR", "M-0", { period: { end: "2020-07-06" } }), typed("MR", "M-1")] },
      { mrn: "M-1" },
    ],
    ["no typed number", { identifier: [{ value: "X" }] }, { mrn: "X" }],
    [
      "a social security number",
      {
        identifier: [typed("SS", "999-99-9999"), { system: "http://hl7.org/fhir/sid/us-ssn", value: "999" }],
      },
      { mrn: null },
    ],
    ["dead without a date", { deceasedBoolean: true }, { deceased: "date not known" }],
    ["alive", {}, { deceased: null }],
  ])("%s", (_, change, expected) => {
    expect(line(change)).toMatchObject(expected);
  });
});
