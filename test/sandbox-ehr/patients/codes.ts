import type { CodeableConcept, Coding } from "fhir/r4";

/** The code systems the seed speaks. */
const systems = {
  icd10: "http://hl7.org/fhir/sid/icd-10-cm",
  snomed: "http://snomed.info/sct",
  loinc: "http://loinc.org",
  rxnorm: "http://www.nlm.nih.gov/research/umls/rxnorm",
  cpt: "http://www.ama-assn.org/go/cpt",
  hcpcs: "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets",
  sopt: "https://nahdo.org/sopt",
  actCode: "http://terminology.hl7.org/CodeSystem/v3-ActCode",
  conditionCategory: "http://terminology.hl7.org/CodeSystem/condition-category",
  conditionClinical: "http://terminology.hl7.org/CodeSystem/condition-clinical",
  conditionVerification: "http://terminology.hl7.org/CodeSystem/condition-ver-status",
  identifierType: "http://terminology.hl7.org/CodeSystem/v2-0203",
  coverageClass: "http://terminology.hl7.org/CodeSystem/coverage-class",
  observationCategory: "http://terminology.hl7.org/CodeSystem/observation-category",
  allergyClinical: "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical",
  allergyVerification: "http://terminology.hl7.org/CodeSystem/allergyintolerance-verification",
  consentScope: "http://terminology.hl7.org/CodeSystem/consentscope",
  carePlanCategory: "http://hl7.org/fhir/us/core/CodeSystem/careplan-category",
} as const;

export function coding(system: keyof typeof systems, code: string): Coding {
  return { system: systems[system], code };
}

export function concept(system: keyof typeof systems, code: string, text?: string): CodeableConcept {
  return { coding: [coding(system, code)], ...(text === undefined ? {} : { text }) };
}

/** A letter and four digits is HCPCS level II, five digits are CPT. Numbers only, in words of our own. */
export function visitType(code: string, text: string): CodeableConcept {
  return concept(/^[A-Z]/.test(code) ? "hcpcs" : "cpt", code, text);
}
