import type { ReadOutcome } from "../../server/contract/reads.ts";
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
};

const blocks: Record<string, string> = {
  time_below_threshold: "not enough minutes",
  unit_cap: "the month's limit for this code is reached",
  mue_cap: "the line's unit limit is reached",
  mutually_exclusive_ccm_family: "another CCM family is used this month",
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
  g0511_sunset: "G0511 ended with September 2025",
  g0506_already_billed: "G0506 was used before",
  g0506_no_initiating_visit: "G0506 needs the initiating visit this month",
  invalid_for_medicare: "not valid for Medicare",
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

const gaps: Record<string, string> = {
  activity_missing: "An entry has no activity",
  activity_not_specific: "An entry's activity is not specific",
  activity_review: "An entry's activity needs a review",
  care_plan_review_stale: "Care plan was not reviewed in 12 months",
  claim_icd10_missing: "Fewer than two conditions carry an ICD-10 code",
  concurrent_entries_review: "Two people worked at the same time",
  confirm_condition: "A condition is only provisional",
  consent_time_unknown_same_day: "The hour of consent is not recorded",
  consider_pcm: "One chronic condition counts: PCM may fit",
  disenroll_at_month_end: "Consent was withdrawn this month",
  double_counted_time: "Time is claimed for two programmes",
  duplicate_entry: "An entry is recorded twice",
  apcm_alternative_available: "APCM may fit better",
  apcm_other_practitioner: "APCM by another practitioner this month",
  care_plan_oversight_other_practitioner: "Care plan oversight by another practitioner",
  choose_apcm_or_ccm: "APCM and CCM exclude each other: choose one",
  choose_pcm_or_ccm: "PCM and CCM exclude each other: choose one",
  corrected_claim_needed: "A corrected claim is needed",
  date_of_service_not_after_death: "No service may be dated after death",
  esrd_mcp_other_practitioner: "Monthly dialysis care by another practitioner",
  hospice_modifier_gv_or_gw: "Hospice: the claim needs a modifier",
  mdm_documentation: "Decision complexity is not documented",
  mue_review: "Units over the line's limit",
  outside_us: "Work outside the United States",
  void_or_replace_prior_claim: "An earlier claim has to be voided or replaced",
  entry_crosses_month_end: "An entry crosses the month's edge",
  future_dated_entry: "An entry is dated in the future",
  invalid_time_entry: "An entry ends before it starts",
  month_open: "The month is still open",
  no_patient_contact_this_month: "No counted entry reached the patient",
  no_start_end: "An entry has no start and end",
  not_seen_over_12_months: "Not seen for over 12 months",
  person_missing: "An entry names no person",
  qmb_no_cost_sharing: "Patient pays no cost sharing (QMB)",
  renew_consent: "Consent names another practitioner",
  retroactive_entry: "A late entry to look at",
  risk_not_documented: "Significant risk is not attested",
  same_day_em_review: "Staff work on the day of a visit",
  time_before_consent_excluded: "Work before consent is not counted",
  undated_entry: "An entry has no day",
  unrecognised_field: "The record holds a field this release does not know",
  unsuccessful_contact_excluded: "An unreached call is not counted",
  verify_plan_policy: "Check the plan's own policy",
};

/** Why a code is blocked, to follow `Blocked:`. */
export function blockWords(reason: string, detail: string): string {
  return blocks[reason] ?? detail;
}

/** Why an entry's time does not count. */
export function exclusionWords(reason: string): string {
  return exclusions[reason] ?? `Another reason: ${reason.replaceAll("_", " ")}`;
}

/** What a soft finding is about; a finding per element carries the element after a colon. */
export function gapWords(code: string, detail: string): string {
  const element = /^care_plan_element:(.+)$/.exec(code)?.[1];
  if (element) return `Care plan has no ${element.replaceAll("_", " ")}`;
  return gaps[code] ?? detail;
}

/** The same words with a capital letter. */
export function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
