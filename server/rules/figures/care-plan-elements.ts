import type { CarePlanElement } from "../../contract/index.ts";

/** The elements CMS calls typical of a comprehensive care plan. Source: INFOCUS-MLN. */
export const carePlanElements: readonly CarePlanElement[] = [
  "problem_list",
  "expected_outcome_prognosis",
  "measurable_treatment_goals",
  "cognitive_functional_assessment",
  "symptom_management",
  "planned_interventions_and_responsible_individuals",
  "medication_management",
  "environmental_evaluation",
  "caregiver_assessment",
  "community_social_services",
  "coordination_with_outside_resources_and_practitioners",
  "periodic_review_and_revision_schedule",
];
