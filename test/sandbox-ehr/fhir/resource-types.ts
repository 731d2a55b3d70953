import type { FhirResource } from "fhir/r4";

type TypeName = FhirResource["resourceType"];

/** Which search parameters a type answers beside `_id`, `_lastUpdated` and `_count`. */
export interface ResourceTypeTraits {
  readonly type: TypeName;
  /** Belongs to one patient's compartment; the others are shared by the whole practice. */
  readonly compartment: boolean;
  readonly writable: boolean;
  readonly search: readonly string[];
}

const clinical = (type: TypeName, ...search: string[]): ResourceTypeTraits => ({
  type,
  compartment: true,
  writable: true,
  search: ["identifier", "patient", ...search],
});

const shared = (type: TypeName): ResourceTypeTraits => ({
  type,
  compartment: false,
  writable: false,
  search: ["identifier"],
});

export const resourceTypes: readonly ResourceTypeTraits[] = [
  { type: "Patient", compartment: true, writable: false, search: ["identifier"] },
  clinical("Condition", "subject", "category", "code", "clinical-status"),
  clinical("Consent", "category", "status"),
  clinical("CarePlan", "subject", "category", "status"),
  clinical("Encounter", "subject", "status"),
  clinical("Task", "subject", "code", "status"),
  clinical("Coverage", "status"),
  clinical("Goal", "subject", "category"),
  clinical("CareTeam", "subject", "category", "status"),
  clinical("MedicationRequest", "subject", "category", "code", "status"),
  clinical("AllergyIntolerance", "category", "code", "clinical-status"),
  clinical("Procedure", "subject", "category", "code", "status"),
  clinical("Observation", "subject", "category", "code", "status"),
  clinical("DocumentReference", "subject", "category", "status"),
  clinical("QuestionnaireResponse", "subject", "status"),
  clinical("ServiceRequest", "subject", "category", "code", "status"),
  shared("Practitioner"),
  shared("PractitionerRole"),
  shared("Organization"),
];

const byType = new Map<string, ResourceTypeTraits>(resourceTypes.map((traits) => [traits.type, traits]));

export function traitsOf(type: string): ResourceTypeTraits | null {
  return byType.get(type) ?? null;
}
