import type { ReadType } from "../server/contract/index.ts";

/** The types that are searched by patient. */
export type SearchedType = Exclude<ReadType, "Patient">;

/** Where each type names its patient. */
export const patientElement: Readonly<Record<SearchedType, string>> = {
  Condition: "subject",
  Consent: "patient",
  CarePlan: "subject",
  Encounter: "subject",
  Task: "for",
  Coverage: "beneficiary",
  Goal: "subject",
  CareTeam: "subject",
  MedicationRequest: "subject",
  AllergyIntolerance: "patient",
  Procedure: "subject",
  Observation: "subject",
  DocumentReference: "subject",
  QuestionnaireResponse: "subject",
  Claim: "patient",
  ExplanationOfBenefit: "patient",
  ServiceRequest: "subject",
  EpisodeOfCare: "patient",
};
