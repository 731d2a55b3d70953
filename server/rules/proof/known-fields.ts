/** A leaf of the contract: its value is not looked into. */
const leaf = null;

const leaves = <Field extends string>(...fields: Field[]) =>
  Object.fromEntries(fields.map((field) => [field, leaf]));

const visit = leaves("date", "code", "by", "ccm_discussed");

/** Every field of the contract's facts; lists are described by their items. A test holds it to the schema. */
export const knownFields = {
  ...leaves(
    "as_of",
    "risk_documented",
    "ccm_enrollment_start",
    "home_health_episode",
    "last_visit_any",
    "g0506_previously_billed",
    "evidence",
    "attested",
  ),
  payer: leaves("type", "part_b", "plan"),
  practice: {
    ...leaves("type", "pos", "timezone", "qualifying_apm_participant", "access_24_7", "certified_ehr"),
    gpci: leaves("work", "pe", "mp"),
  },
  billing_practitioner: leaves("id", "type", "specialty"),
  patient: leaves("deceased", "qmb"),
  conditions: leaves(
    "icd10",
    "snomed",
    "label",
    "clinical_status",
    "verification_status",
    "expected_12_months_or_until_death",
  ),
  last_face_to_face_before_enrollment: visit,
  initiating_visit: visit,
  consent: {
    ...leaves(
      "status",
      "scope",
      "obtained",
      "mode",
      "documented",
      "billing_practitioner",
      "revoked",
      "given_by",
    ),
    elements: leaves(
      "availability_and_cost_sharing",
      "one_practitioner_per_month",
      "right_to_stop_end_of_month",
    ),
  },
  care_plan: leaves(
    "exists",
    "electronic",
    "established",
    "last_reviewed",
    "copy_given_to_patient",
    "approved_by",
    "elements",
    "change_this_month",
  ),
  mdm: leaves("level", "by", "documented"),
  stays: leaves("type", "from", "to"),
  other_services: leaves("code", "by", "date", "status", "extensive_work_by_practitioner"),
  device_days: leaves("device", "days"),
  prior_ccm_claims_this_month: leaves("code", "by", "same_group"),
  prior_authorizations: leaves("code", "number", "from", "to", "units"),
  hospice: leaves("elected", "attending", "ccm_related_to_terminal_illness"),
  time_entries: leaves(
    "id",
    "start",
    "end",
    "role",
    "person",
    "credential",
    "activity",
    "mode",
    "interactive",
    "attributed_to",
    "date",
    "duration_minutes",
    "patients_sharing",
    "location",
    "employer",
    "recorded",
  ),
};
