/*
 * Code systems as resources name them, with the aliases seen in the field, and our own.
 * Ours hang under one constant arc; docs/schema/identifiers.md lists every one of them.
 */

const base = "urn:oid:2.25.21081962817869301118897008373138847437";

/** Our identifier systems: `<base>.1.N`. */
export const ourIdentifiers = {
  month: `${base}.1.1`,
  time_entry: `${base}.1.2`,
  enrolment: `${base}.1.3`,
  consent: `${base}.1.4`,
  care_plan: `${base}.1.5`,
  entry_id: `${base}.1.9`,
} as const;

/** Our code systems: `<base>.2.N`. */
export const ourCodes = {
  record_kind: `${base}.2.1`,
  activity: `${base}.2.2`,
  mode: `${base}.2.3`,
  outcome: `${base}.2.4`,
  role: `${base}.2.5`,
  programme: `${base}.2.6`,
  input_kind: `${base}.2.7`,
  consent_statement: `${base}.2.8`,
  business_status: `${base}.2.9`,
  care_plan_part: `${base}.2.10`,
  output_kind: `${base}.2.11`,
  block_reason: `${base}.2.12`,
  undetermined: `${base}.2.13`,
  attested_fact: `${base}.2.14`,
  capture: `${base}.2.15`,
  consent_mode: `${base}.2.16`,
  consent_actor: `${base}.2.17`,
  complexity: `${base}.2.18`,
} as const;

const terminology = "http://terminology.hl7.org/CodeSystem";

/** Systems of others, as we write them. */
export const systems = {
  icd10cm: "http://hl7.org/fhir/sid/icd-10-cm",
  snomed: "http://snomed.info/sct",
  loinc: "http://loinc.org",
  cpt: "http://www.ama-assn.org/go/cpt",
  hcpcs: "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets",
  sopt: "https://nahdo.org/sopt",
  ucum: "http://unitsofmeasure.org",
  actCode: `${terminology}/v3-ActCode`,
  patientClass: `${terminology}/v2-0004`,
  identifierType: `${terminology}/v2-0203`,
  conditionClinical: `${terminology}/condition-clinical`,
  conditionVerification: `${terminology}/condition-ver-status`,
  conditionCategory: `${terminology}/condition-category`,
  consentScope: `${terminology}/consentscope`,
  usCoreCarePlanCategory: "http://hl7.org/fhir/us/core/CodeSystem/careplan-category",
} as const;

/** Every name a system is known by, for reading. The canonical one stands first. */
export const aliases = {
  icd10cm: [
    systems.icd10cm,
    "urn:oid:2.16.840.1.113883.6.90",
    "http://www.cms.gov/Medicare/Coding/ICD10",
    "https://www.cms.gov/Medicare/Coding/ICD10",
    "http://hl7.org/fhir/sid/icd-10-cm/",
  ],
  snomed: [systems.snomed, "urn:oid:2.16.840.1.113883.6.96", "http://snomed.info/sct/731000124108"],
  cpt: [systems.cpt, "urn:oid:2.16.840.1.113883.6.12"],
  hcpcs: [systems.hcpcs, "urn:oid:2.16.840.1.113883.6.285", "urn:oid:2.16.840.1.113883.6.14"],
  sopt: [systems.sopt, "urn:oid:2.16.840.1.113883.3.221.5"],
  actCode: [systems.actCode, "http://hl7.org/fhir/v3/ActCode", "urn:oid:2.16.840.1.113883.5.4"],
  patientClass: [systems.patientClass, "http://hl7.org/fhir/v2/0004", "urn:oid:2.16.840.1.113883.12.4"],
  identifierType: [systems.identifierType, "http://hl7.org/fhir/v2/0203"],
  conditionClinical: [systems.conditionClinical, "http://hl7.org/fhir/condition-clinical"],
  conditionVerification: [systems.conditionVerification, "http://hl7.org/fhir/condition-ver-status"],
  conditionCategory: [systems.conditionCategory, "http://hl7.org/fhir/condition-category"],
} as const;

/** The system of a billing code: a letter and four digits is HCPCS level II, anything else CPT. */
export function billingSystem(code: string): string {
  return /^[A-Z]\d{4}$/.test(code) ? systems.hcpcs : systems.cpt;
}
