import type { ExclusionReason } from "../time/exclusion-reason.ts";

/** What an activity of the closed list does to an entry: it counts, or why it does not. */
type Treatment = "counts" | ExclusionReason;

/** The closed list of activities. Words outside it count and ask for a review. Source: CMS-FAQ-2017, CMS-FAQ-2022. */
export const activities: ReadonlyMap<string, Treatment> = new Map<string, Treatment>([
  ["assessment_care_planning", "counts"],
  ["care_plan_update", "counts"],
  ["care_coordination", "counts"],
  ["referral_coordination", "counts"],
  ["specialist_coordination", "counts"],
  ["ed_coordination", "counts"],
  ["medication_reconciliation", "counts"],
  ["case_conference", "counts"],
  ["education_material", "counts"],
  ["self_management_education", "counts"],
  ["secure_message", "counts"],
  ["after_hours_call", "counts"],
  ["post_discharge_call", "counts"],
  ["sdoh_support", "counts"],
  ["behavioral_health", "counts"],
  ["rpm_data_review", "counted_in_other_service"],
  ["rpm_treatment_management", "counted_in_other_service"],
  ["outreach_attempt", "unsuccessful_contact"],
  ["appointment_scheduling", "not_ccm_activity"],
  ["billing_administration", "not_ccm_activity"],
  ["travel", "not_ccm_activity"],
  ["acute_unrelated_problem", "unrelated_to_chronic_care"],
  ["prior_authorization", "activity_uncertain"],
  ["automated_wellness_call", "not_clinical_staff"],
]);

/** A free word in the spelling of the list: "Care coordination" is care_coordination. */
export const plainWord = (activity: string): string =>
  activity
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "");

/** What the list says of an activity, however it is spelled; undefined where the list does not hold it. */
export const activityTreatment = (activity: string): Treatment | undefined =>
  activities.get(activity) ?? activities.get(plainWord(activity));

/** Words that fill the field and name no activity. */
export const wordsWithoutActivity: ReadonlySet<string> = new Set([
  "various",
  "misc",
  "miscellaneous",
  "other",
  "general",
  "work",
  "time",
  "ccm",
  "ccm_time",
  "ccm_work",
  "patient_care",
  "stuff",
  "unknown",
  "unspecified",
  "not_specified",
  "none",
  "na",
  "n_a",
  "tbd",
]);

/** Teaching a patient: staff may do it in person and it still counts. */
export const teachingActivities: ReadonlySet<string> = new Set([
  "education_material",
  "self_management_education",
]);
