import type { ReadOutcome, ReadType } from "../../server/contract/reads.ts";
import type { Artefact } from "../../server/contract/records.ts";

/* Our own short sentences for the codes of the contract. Where a code is new here, the engine's detail is shown. */

/** How a read ended, for a reader. */
export const readOutcomes: Record<ReadOutcome, string> = {
  complete: "read complete",
  incomplete: "cut short",
  denied: "refused by the EHR",
  unsupported: "not offered by this EHR",
  failed: "no answer",
};

/** What each type holds, for a reader. */
export const typeWords: Record<ReadType, string> = {
  Patient: "Who the patient is",
  Condition: "Conditions",
  Consent: "Consents",
  CarePlan: "Care plans",
  Encounter: "Visits and stays",
  Task: "Recorded time, enrolment, month records",
  Coverage: "Insurance",
  Goal: "Goals",
  CareTeam: "Care team",
  MedicationRequest: "Prescriptions",
  AllergyIntolerance: "Allergies",
  Procedure: "Procedures",
  Observation: "Laboratory results and vital signs of the last 12 months",
  DocumentReference: "Clinical notes",
  QuestionnaireResponse: "Questionnaires",
  Claim: "Claims",
  ExplanationOfBenefit: "Decided claims",
  ServiceRequest: "Orders",
  EpisodeOfCare: "Care episodes",
};

/** The five kinds of record CareMonth keeps, for a reader. */
export const artefactWords: Record<Artefact, string> = {
  enrolment: "Enrolment",
  consent: "Consent",
  care_plan: "Care plan",
  time_entry: "Time entry",
  month: "Month record",
};

/** What a group of criteria is about; a group that is new here is named by its rule. */
export const criterionTitles: Record<string, string> = {
  eligible: "Patient, practice and practitioner",
  consent: "Consent",
  initiating_visit: "Initiating visit",
  care_plan: "Care plan",
  month_record: "What has to be known of the month",
  same_month_services: "Other services this month",
  decision_complexity: "Decision complexity",
  care_planning: "Care planning beside the initiating visit",
};

const blocks: Record<string, string> = {
  time_below_threshold: "not enough minutes",
  unit_cap: "the month's limit for this code is reached",
  mue_cap: "the line's unit limit is reached",
  mutually_exclusive_ccm_family: "another CCM family is recommended or billed",
  not_evaluated: "asked for, and not evaluated by this rule set",
  addon_without_base: "its base code comes first",
  mdm_below_moderate: "decision complexity is below moderate",
  mdm_not_documented: "decision complexity is not documented",
  mdm_not_by_billing_practitioner: "decision complexity is not the billing practitioner's own",
  double_counted_time: "the minutes are used by another service",
  consent_missing: "no consent on file",
  consent_after_service: "consent is dated after the work",
  consent_revoked: "consent was withdrawn",
  consent_incomplete: "consent lacks a required statement",
  consent_not_documented: "consent is not documented",
  consent_other_practitioner: "consent names another practitioner",
  consent_wrong_scope: "consent is for another programme",
  consent_inactive: "consent is not in force",
  initiating_visit_missing: "no qualifying initiating visit",
  care_plan_missing: "no care plan in force",
  care_plan_not_electronic: "care plan is not electronic",
  care_plan_copy_missing: "no copy of the care plan given",
  care_plan_not_practitioner_approved: "care plan is not approved",
  access_24_7_missing: "practice has no 24/7 access",
  certified_ehr_missing: "no certified EHR used",
  fewer_than_two_chronic: "fewer than two chronic conditions count",
  risk_not_documented: "significant risk is not attested",
  no_part_b: "no Medicare Part B",
  not_medicare: "payer is not Medicare",
  conflict_apcm: "APCM by the same practitioner this month",
  conflict_pcm_same_practitioner: "PCM by the same practitioner this month",
  conflict_g0181: "home-health oversight by the same practitioner",
  conflict_g0182: "hospice oversight by the same practitioner",
  conflict_esrd_mcp: "monthly dialysis care by the same practitioner",
  other_practitioner_billed: "another practitioner bills CCM this month",
  duplicate_claim: "already claimed for this month",
  facility_stay_full_month: "in a facility the whole month",
  practitioner_type_ineligible: "this kind of practitioner may not bill CCM",
  deceased_before_service: "died before this month",
  g0511_not_rhc_or_fqhc: "G0511 is for rural and federally qualified health centers",
  g0511_sunset: "G0511 ended with September 2025",
  g0506_already_billed: "G0506 was used before",
  g0506_no_extensive_work: "the practitioner's own work did not go beyond the visit",
  g0506_no_initiating_visit: "G0506 needs the initiating visit this month",
  invalid_for_medicare: "not valid for Medicare",
  payer_edit: "the payer's own edit blocks it",
  code_not_in_force: "not a code of this month",
  device_days_below_threshold: "too few days with device readings",
  alternative_code: "another code of the same service fits this month",
  not_qmb: "only for Qualified Medicare Beneficiaries",
  sibling_program: "a code of another program, shown with the other programs",
  undetermined: "not everything that decides it is known",
};

const exclusions: Record<string, string> = {
  activity_missing: "No activity recorded",
  activity_not_specific: "Activity is not specific",
  activity_uncertain: "Activity needs a review",
  after_death: "After death",
  after_revocation: "After consent was withdrawn",
  before_consent: "Before consent",
  before_initiating_visit: "Before the initiating visit",
  counted_in_other_service: "Belongs to another service",
  duplicate_entry: "Recorded twice",
  during_facility_stay: "During a facility stay",
  future_dated: "Dated in the future",
  invalid_interval: "End is not after start",
  not_ccm_activity: "Not CCM work",
  not_clinical_staff: "Not clinical staff",
  not_known: "Not known: something that decides it",
  outside_service_month: "Outside this month",
  outside_us: "Outside the United States",
  overlapping_time: "Overlap: a minute counts once",
  person_missing: "No person recorded",
  shared_with_other_patients: "Shared with other patients",
  undated: "No day recorded",
  unrelated_to_chronic_care: "Not about the chronic conditions",
  unsuccessful_contact: "No one reached",
};

/** Why a code is blocked, to follow `Blocked:`. */
export function blockWords(reason: string, detail: string): string {
  return blocks[reason] ?? detail;
}

/** Why an entry's time does not count. */
export function exclusionWords(reason: string): string {
  return exclusions[reason] ?? `Another reason: ${reason.replaceAll("_", " ")}`;
}

/** The same words with a capital letter. */
export function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
