import { describe, expect, it } from "vitest";
import { condition, factsOf, type Row } from "./chart.builder.ts";

const masked = {
  extension: [{ url: "http://hl7.org/fhir/StructureDefinition/data-absent-reason", valueCode: "masked" }],
};

const icd = (system: string, code: string) => ({ code: { coding: [{ system, code }], text: "x" } });
const diagnosis = {
  category: [
    {
      coding: [
        { system: "http://terminology.hl7.org/CodeSystem/condition-category", code: "encounter-diagnosis" },
      ],
    },
  ],
};
const status = (code: string, system = "http://terminology.hl7.org/CodeSystem/condition-clinical") => ({
  clinicalStatus: { coding: [{ system, code }] },
});
const verified = (code: string) => ({
  verificationStatus: {
    coding: [{ system: "http://terminology.hl7.org/CodeSystem/condition-ver-status", code }],
  },
});
const plain = { clinical_status: "active", verification_status: "confirmed" };

describe("a Condition", () => {
  it.each<Row>([
    [
      "with the ICD-10-CM oid",
      icd("urn:oid:2.16.840.1.113883.6.90", "J44.9"),
      [{ icd10: "J44.9", label: "x", ...plain }],
    ],
    [
      "with CMS's ICD-10 address",
      icd("http://www.cms.gov/Medicare/Coding/ICD10", "J449"),
      [{ icd10: "J44.9", label: "x", ...plain }],
    ],
    [
      "with a code in small letters",
      icd("http://hl7.org/fhir/sid/icd-10-cm", "e1165"),
      [{ icd10: "E11.65", label: "x", ...plain }],
    ],
    [
      "with ICD-9 only",
      icd("http://hl7.org/fhir/sid/icd-9-cm/diagnosis", "250.00"),
      [{ label: "x", ...plain }],
    ],
    [
      "with the SNOMED CT oid",
      icd("urn:oid:2.16.840.1.113883.6.96", "44054006"),
      [{ snomed: "44054006", label: "x", ...plain }],
    ],
    [
      "with a masked coding",
      { code: { coding: [masked], text: "Auth (Verified)" } },
      [{ label: "Auth (Verified)", ...plain }],
    ],
    [
      "of a vendor's own nomenclature",
      icd("https://vendor.example/nomenclature", "1"),
      [{ label: "x", ...plain }],
    ],
    [
      "under the old status address",
      {
        ...icd("http://hl7.org/fhir/sid/icd-10-cm", "I10"),
        ...status("active", "http://hl7.org/fhir/condition-clinical"),
      },
      [{ icd10: "I10", label: "x", ...plain }],
    ],
    [
      "of an invented clinical status",
      { ...icd("http://hl7.org/fhir/sid/icd-10-cm", "I10"), ...status("kind-of") },
      [{ icd10: "I10", label: "x", verification_status: "confirmed" }],
    ],
    [
      "active yet abated",
      { ...icd("http://hl7.org/fhir/sid/icd-10-cm", "I10"), abatementDateTime: "2020-01-01" },
      [{ icd10: "I10", label: "x", verification_status: "confirmed" }],
    ],
    [
      "resolved and abated",
      {
        ...icd("http://hl7.org/fhir/sid/icd-10-cm", "I10"),
        ...status("resolved"),
        abatementDateTime: "2020",
      },
      [{ icd10: "I10", label: "x", clinical_status: "resolved", verification_status: "confirmed" }],
    ],
    [
      "provisional",
      { ...icd("http://hl7.org/fhir/sid/icd-10-cm", "I10"), ...verified("provisional") },
      [{ icd10: "I10", label: "x", clinical_status: "active", verification_status: "provisional" }],
    ],
    [
      "without a verification status",
      { ...icd("http://hl7.org/fhir/sid/icd-10-cm", "I10"), verificationStatus: undefined },
      [{ icd10: "I10", label: "x", clinical_status: "active" }],
    ],
    ["entered in error", verified("entered-in-error"), []],
    ["a visit's diagnosis without status", { ...diagnosis, clinicalStatus: undefined }, []],
    [
      "a visit's diagnosis that is active",
      { ...diagnosis, ...icd("http://hl7.org/fhir/sid/icd-10-cm", "I10") },
      [{ icd10: "I10", label: "x", ...plain }],
    ],
    ["under implicit rules", { implicitRules: "urn:x" }, []],
  ])("%s", (_, change, facts) => {
    const one = condition("diabetes", { id: "other", ...change });
    expect(factsOf({ Condition: [one] }).conditions).toEqual(facts);
  });

  it("recorded twice with one code stands once, with both records as evidence", () => {
    const facts = factsOf({ Condition: [condition("diabetes"), condition("diabetes", { id: "again" })] });
    expect(facts.conditions).toHaveLength(1);
    const references = facts.evidence?.["/conditions/0"]?.map(({ reference }) => reference);
    expect(references).toEqual(["Condition/diabetes", "Task/enrolment", "Condition/again"]);
  });

  it("recorded as active and as resolved stands twice: which holds is not for the mapping", () => {
    const facts = factsOf({
      Condition: [condition("diabetes"), condition("diabetes", { id: "old", ...status("resolved") })],
    });
    expect(facts.conditions?.map((one) => one.clinical_status)).toEqual(["active", "resolved"]);
  });

  it("confirmed in the enrolment is expected to last, with who said so", () => {
    const { conditions, attested } = factsOf({});
    expect(conditions?.map((one) => one.expected_12_months_or_until_death)).toEqual([true, true]);
    expect(attested?.["/conditions/1/expected_12_months_or_until_death"]?.by).toBe("Ada Wolf, MD");
  });

  it("two without any code are not taken for one", () => {
    const nameless = (id: string) => condition("diabetes", { id, code: { text: "Sugar" } });
    expect(factsOf({ Condition: [nameless("a"), nameless("b")] }).conditions).toHaveLength(2);
  });
});
