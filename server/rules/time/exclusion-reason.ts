import type { SourceId } from "../figures/sources.ts";

/** Why recorded time does not count. The words are public and belong to the contract. */
export type ExclusionReason =
  | "activity_missing"
  | "activity_not_specific"
  | "activity_uncertain"
  | "after_death"
  | "after_revocation"
  | "before_consent"
  | "before_initiating_visit"
  | "counted_in_other_service"
  | "duplicate_entry"
  | "during_facility_stay"
  | "future_dated"
  | "invalid_interval"
  | "not_ccm_activity"
  | "not_clinical_staff"
  | "not_known"
  | "outside_service_month"
  | "outside_us"
  | "overlapping_time"
  | "person_missing"
  | "shared_with_other_patients"
  | "undated"
  | "unrelated_to_chronic_care"
  | "unsuccessful_contact";

interface ExclusionRule {
  readonly rule: string;
  readonly source: SourceId;
}

/** The rule behind each reason. */
export const exclusionRules: Readonly<Record<ExclusionReason, ExclusionRule>> = {
  activity_missing: {
    rule: "An entry says what was done.",
    source: "CMS-FAQ-2022",
  },
  activity_not_specific: {
    rule: "An entry names an activity, not just time spent.",
    source: "CMS-FAQ-2022",
  },
  activity_uncertain: {
    rule: "An activity the sources do not settle counts only after a person has reviewed it.",
    source: "AAFP-2016",
  },
  after_death: { rule: "Time after the patient's death does not count.", source: "EXPERT" },
  after_revocation: { rule: "Time after the consent was revoked does not count.", source: "NGS" },
  before_consent: { rule: "Time before the consent does not count.", source: "NORIDIAN-NOV-2017" },
  before_initiating_visit: {
    rule: "Time before a needed initiating visit does not count.",
    source: "TMA-CCM",
  },
  counted_in_other_service: {
    rule: "A minute belongs to one programme; one claimed for two counts in neither.",
    source: "PREVOUNCE-2026",
  },
  duplicate_entry: { rule: "The same work recorded twice counts once.", source: "CMS-FAQ-2022" },
  during_facility_stay: {
    rule: "Time during an inpatient, observation or Part A stay does not count.",
    source: "CPT-GUIDELINE",
  },
  future_dated: { rule: "Time that had not passed at the calculation does not count.", source: "REASONING" },
  invalid_interval: { rule: "An entry ends after it starts and has a length.", source: "REASONING" },
  not_ccm_activity: {
    rule: "Scheduling, billing and travel are no care management.",
    source: "CMS-FAQ-2017",
  },
  not_clinical_staff: {
    rule: "Only practitioners and clinical staff earn time, not clerks or automated calls.",
    source: "NORIDIAN-JF",
  },
  not_known: { rule: "Time of which something deciding is not known does not count.", source: "REASONING" },
  outside_service_month: {
    rule: "Only time inside the calendar month counts; nothing is carried over.",
    source: "AAFP-2016",
  },
  outside_us: { rule: "Staff outside the United States earn no time.", source: "TMA-CCM" },
  overlapping_time: { rule: "A minute counts once, whoever worked in it.", source: "CPT-GUIDELINE" },
  person_missing: { rule: "An entry names the person who worked.", source: "CMS-FAQ-2022" },
  shared_with_other_patients: {
    rule: "Work for several patients is divided among them.",
    source: "CMS-FAQ-2022",
  },
  undated: { rule: "An entry without a date belongs to no month.", source: "REASONING" },
  unrelated_to_chronic_care: {
    rule: "Care of an unrelated acute problem is no chronic care management.",
    source: "CPT-DESC",
  },
  unsuccessful_contact: {
    rule: "A voicemail or a failed attempt does not count.",
    source: "NORIDIAN-FEB-2017",
  },
};
