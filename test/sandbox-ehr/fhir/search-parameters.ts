/** How a search parameter compares, and where in a resource its values stand. */
export interface SearchParameter {
  readonly kind: "token" | "reference" | "canonical" | "uri" | "date" | "string";
  /** Dotted; a type has the ones that its definition in R4 has. */
  readonly paths: readonly string[];
}

const token = (...paths: string[]): SearchParameter => ({ kind: "token", paths });
const reference = (...paths: string[]): SearchParameter => ({ kind: "reference", paths });
const date = (...paths: string[]): SearchParameter => ({ kind: "date", paths });
/** A reference by address, with or without `|version`. */
const canonical = (...paths: string[]): SearchParameter => ({ kind: "canonical", paths });
const uri = (...paths: string[]): SearchParameter => ({ kind: "uri", paths });
const text = (...paths: string[]): SearchParameter => ({ kind: "string", paths });

/** Every search parameter some type here answers, after https://hl7.org/fhir/R4/searchparameter-registry.html. */
export const searchParameters: Readonly<Record<string, SearchParameter>> = {
  _id: token("id"),
  _lastUpdated: date("meta.lastUpdated"),
  _tag: token("meta.tag"),
  author: reference("author"),
  authored: date("authored", "authoredOn"),
  "authored-on": date("authoredOn"),
  authoredon: date("authoredOn"),
  birthdate: date("birthDate"),
  category: token("category"),
  class: token("class"),
  "clinical-status": token("clinicalStatus"),
  code: token("code", "medicationCodeableConcept"),
  created: date("created"),
  date: date(
    "date",
    "dateTime",
    "period",
    "effectiveDateTime",
    "effectivePeriod",
    "performedDateTime",
    "performedPeriod",
    "recordedDate",
  ),
  encounter: reference("encounter", "context.encounter"),
  family: text("name.family"),
  focus: reference("focus"),
  given: text("name.given"),
  identifier: token("identifier"),
  intent: token("intent"),
  "lifecycle-status": token("lifecycleStatus"),
  name: text("name.text", "name.family", "name.given", "name"),
  owner: reference("owner"),
  patient: reference(),
  period: date("context.period", "executionPeriod"),
  practitioner: reference("practitioner"),
  received: date("received"),
  recorded: date("recorded"),
  recipient: reference("recipient"),
  questionnaire: canonical("questionnaire"),
  sent: date("sent"),
  status: token("status"),
  subject: reference(),
  target: reference("target"),
  type: token("type"),
  url: uri("url"),
};
