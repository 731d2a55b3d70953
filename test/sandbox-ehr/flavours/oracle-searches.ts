import type { Refused, SearchJudgement } from "./flavour.ts";

/** The search parameters the statement of August 2026 lists, beside `_id` and `_count`. */
const listed: Readonly<Record<string, string>> = {
  AllergyIntolerance: "patient clinical-status _lastUpdated",
  CarePlan: "date patient category",
  CareTeam: "category encounter patient status",
  Communication: "category received recipient -email-status",
  Condition: "patient encounter subject clinical-status category _lastUpdated",
  Consent: "patient actor patient.identifier actor.identifier",
  Coverage: "patient -encounter",
  DocumentReference: "patient encounter period type category date _lastUpdated",
  Encounter: "patient subject status date identifier account _lastUpdated",
  Goal: "patient target-date",
  Location: "-physicalType identifier address address-city address-state name organization type",
  MedicationRequest: "patient intent status _lastUpdated -timing-boundsPeriod",
  Observation: "patient subject category code date _lastUpdated",
  Organization: "identifier type name address",
  Patient: "identifier name given family address-postalcode birthdate phone email gender",
  Practitioner: "identifier given family name active",
  Procedure: "patient subject date _lastUpdated",
  Provenance: "target",
  QuestionnaireResponse: "patient",
  RelatedPerson: "identifier patient -encounter -relationship-level",
  ServiceRequest: "patient subject code _lastUpdated",
};
const everywhere = ["_id", "_count", "_revinclude", "_format"];

/** The names listed for a type, beside `_id`. */
export const oracleSearchNames = (type: string) => (listed[type] ?? "").split(" ");

/** A search goes on without the parameters that are not listed. */
export function ignoreUnlisted(type: string, params: URLSearchParams): SearchJudgement {
  const known = [...everywhere, ...oracleSearchNames(type)];
  return { ignored: [...new Set(params.keys())].filter((name) => !known.includes(name)) };
}

/** A search says whose, or which. */
export function wantPatientOrId(type: string, params: URLSearchParams): SearchJudgement {
  const named = ["_id", "patient", "subject"].some((name) => params.has(name));
  return named || !oracleSearchNames(type).includes("patient") ? {} : { refused: unsupportedSearch };
}

/** The one category there is must be asked for. */
export function wantAssessPlan(type: string, params: URLSearchParams): SearchJudgement {
  if (type !== "CarePlan" || params.has("_id")) return {};
  return /(^|\|)assess-plan$/.test(params.get("category") ?? "") ? {} : { refused: unsupportedSearch };
}

const unsupportedSearch: Refused = {
  status: 400,
  issues: [{ severity: "error", code: "required", diagnostics: "No supported search parameters provided." }],
};
