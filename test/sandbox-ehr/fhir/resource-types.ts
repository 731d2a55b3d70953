import type { FhirResource } from "fhir/r4";
import type { FhirInteraction } from "../flavours/flavour.ts";

type TypeName = FhirResource["resourceType"];

/** Which search parameters a type answers beside `_id`, `_lastUpdated` and `_tag`, and who may write it. */
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

const shared = (type: TypeName, ...search: string[]): ResourceTypeTraits => ({
  type,
  compartment: false,
  writable: false,
  search: ["identifier", ...search],
});

const person = ["name", "family", "given"];

export const resourceTypes: readonly ResourceTypeTraits[] = [
  { type: "Patient", compartment: true, writable: false, search: ["identifier", "birthdate", ...person] },
  clinical("AllergyIntolerance", "category", "clinical-status", "code", "date", "type"),
  clinical("CarePlan", "subject", "category", "date", "encounter", "status"),
  clinical("CareTeam", "subject", "category", "date", "status"),
  clinical("Claim", "created", "status"),
  clinical("Communication", "subject", "category", "encounter", "received", "recipient", "sent", "status"),
  clinical("Condition", "subject", "category", "clinical-status", "code", "encounter"),
  clinical("Consent", "category", "date", "status"),
  clinical("Coverage", "status", "type"),
  clinical(
    "DocumentReference",
    "subject",
    "author",
    "category",
    "date",
    "encounter",
    "period",
    "status",
    "type",
  ),
  clinical("Encounter", "subject", "class", "date", "status", "type"),
  clinical("EpisodeOfCare", "date", "status", "type"),
  clinical("ExplanationOfBenefit", "created", "status"),
  clinical("Goal", "subject", "category", "lifecycle-status"),
  clinical("List", "subject", "code", "date", "status"),
  clinical("MedicationRequest", "subject", "authoredon", "category", "code", "encounter", "intent", "status"),
  clinical("Observation", "subject", "category", "code", "date", "encounter", "status"),
  clinical("Procedure", "subject", "category", "code", "date", "encounter", "status"),
  clinical("Provenance", "recorded", "target"),
  clinical("QuestionnaireResponse", "subject", "author", "authored", "encounter", "questionnaire", "status"),
  clinical("RelatedPerson", "name"),
  clinical("ServiceRequest", "subject", "authored", "category", "code", "encounter", "intent", "status"),
  clinical(
    "Task",
    "subject",
    "authored-on",
    "code",
    "encounter",
    "focus",
    "intent",
    "owner",
    "period",
    "status",
  ),
  { type: "Binary", compartment: true, writable: false, search: [] },
  shared("Group", "type"),
  shared("Location", "name", "status", "type"),
  shared("Organization", "name", "type"),
  shared("Practitioner", ...person),
  shared("PractitionerRole", "practitioner"),
  shared("Questionnaire", "name", "status", "url"),
];

const byType = new Map<string, ResourceTypeTraits>(resourceTypes.map((traits) => [traits.type, traits]));

export function traitsOf(type: string): ResourceTypeTraits | null {
  return byType.get(type) ?? null;
}

/** All that this sandbox can do with a type, before any flavour takes some of it away. */
export function possibleInteractions({ type, writable }: ResourceTypeTraits): FhirInteraction[] {
  const reading = ["read", "vread", "history-instance"] as const;
  const finding = ["history-type", "search-type"] as const;
  const writing = ["create", "update", "patch"] as const;
  return [...reading, ...(type === "Binary" ? [] : finding), ...(writable ? writing : [])];
}
