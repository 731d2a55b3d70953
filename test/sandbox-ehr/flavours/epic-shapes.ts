import { isObject, type JsonObject, valuesAt } from "../fhir/json.ts";
import { codingsOf, hasCode, without } from "./showing.ts";

const icd10 = "http://hl7.org/fhir/sid/icd-10-cm";
const icd10AsOid = "urn:oid:2.16.840.1.113883.6.90";
const visitDiagnosis = {
  coding: [
    {
      system: "http://open.epic.com/FHIR/StructureDefinition/condition-category",
      code: "visit-diagnosis",
      display: "Visit Diagnosis",
    },
  ],
  text: "Visit Diagnosis",
};
const vendorClass = {
  system: "urn:oid:1.2.840.114350.1.72.1.7.7.10.696784.13260",
  code: "13",
  display: "Support OP Encounter",
};
const longitudinal = {
  coding: [{ system: "http://snomed.info/sct", code: "38717003", display: "Longitudinal care plan" }],
  text: "Longitudinal",
};
const ownTasks = ["community-resource", "episode-checklist"];

/** A Condition whose ICD-10-CM codes stand under their object identifier. */
export function withIcd10AsOid(condition: JsonObject): JsonObject {
  const { code } = condition;
  if (!isObject(code)) return condition;
  const coding = codingsOf(code).map((one) =>
    one["system"] === icd10 ? { ...one, system: icd10AsOid } : one,
  );
  return { ...condition, code: { ...code, coding } };
}

/** A visit's diagnosis says neither its status nor when it began or was recorded. */
export function withoutStatuses(condition: JsonObject): JsonObject {
  const { category } = condition;
  if (!hasCode(category, "encounter-diagnosis")) return condition;
  const silent = ["clinicalStatus", "verificationStatus", "onset[x]", "recordedDate"];
  const categories = Array.isArray(category) ? category : [];
  return { ...without(condition, silent), category: [...categories, visitDiagnosis] };
}

export function neverFinished(encounter: JsonObject): JsonObject {
  return encounter["status"] === "finished" ? { ...encounter, status: "in-progress" } : encounter;
}

/** A visit to the practice has a class out of Epic's own list; other classes were not seen and stay. */
export function withVendorClass(encounter: JsonObject): JsonObject {
  const ambulatory = valuesAt(encounter, "class.code").includes("AMB");
  return ambulatory ? { ...encounter, class: vendorClass } : encounter;
}

/** The plan of a chart is the longitudinal one, whatever else it is called. */
export function asLongitudinal(plan: JsonObject): JsonObject {
  const { category } = plan;
  return { ...plan, category: [...(Array.isArray(category) ? category : []), longitudinal] };
}

/** Whether a Task is of a kind that Epic itself makes. */
export function isOwnTask(task: unknown): boolean {
  return isObject(task) && ownTasks.some((code) => hasCode(task["code"], code));
}
