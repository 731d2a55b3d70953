import { isObject, type JsonObject } from "../fhir/json.ts";
import { codingsOf, hasCode, onlyWith, without } from "./showing.ts";

const snomed = "http://snomed.info/sct";
const absent = {
  extension: [{ url: "http://hl7.org/fhir/StructureDefinition/data-absent-reason", valueCode: "unknown" }],
};
const medical = {
  coding: [{ system: snomed, code: "74188005", display: "Medical (qualifier value)" }],
  text: "Medical",
};
const narrative = (div: string) => ({
  status: "additional",
  div: `<div xmlns="http://www.w3.org/1999/xhtml">${div}</div>`,
});

/** One coding, the SNOMED CT one where there is one; a coding without a code where there is none at all. */
export function withOneCoding(condition: JsonObject): JsonObject {
  const { code } = condition;
  if (!isObject(code)) return condition;
  const codings = codingsOf(code);
  const best = codings.find(({ system }) => system === snomed) ?? codings[0];
  return { ...condition, code: { ...code, coding: [best ? { ...best, userSelected: true } : absent] } };
}

export function withMedicalCategory(condition: JsonObject): JsonObject {
  const { category } = condition;
  if (!hasCode(category, "problem-list-item") || !Array.isArray(category)) return condition;
  return { ...condition, category: [...category, medical] };
}

/** A plan is its narrative; neither activities nor goals nor what it addresses come back. */
export function asText(plan: JsonObject): JsonObject {
  const told = isObject(plan["text"]) ? plan["text"] : narrative("<p>Care plan, see the document.</p>");
  const shown = ["status", "intent", "category", "title", "subject", "encounter", "period", "author"];
  return { ...onlyWith(plan, shown), text: told };
}

/** Who may see the patient's data, and says so against itself: active, told as inactive, over before it began. */
export function asProxyAccess(consent: JsonObject): JsonObject {
  return {
    ...onlyWith(consent, ["patient"]),
    text: narrative("<p><b>Status</b>: Inactive</p><p><b>Scope</b>: Privacy Consent</p>"),
    status: "active",
    scope: concept("http://terminology.hl7.org/CodeSystem/consentscope", "patient-privacy"),
    category: [concept("http://loinc.org", "59284-0")],
    policyRule: concept(snomed, "425691002"),
    provision: {
      type: "permit",
      period: { start: "2020-07-09T14:15:16.000Z", end: "2008-09-14T00:00:00.000Z" },
    },
  };
}

export function withoutType(coverage: JsonObject): JsonObject {
  return without(coverage, ["type"]);
}

/** A document keeps the elements that can be written, so neither identifier nor description. */
export function asWritten(document: JsonObject): JsonObject {
  const coded = ["status", "docStatus", "type", "category"];
  return onlyWith(document, [...coded, "subject", "date", "author", "authenticator", "content", "context"]);
}

function concept(system: string, code: string) {
  return { coding: [{ system, code }] };
}
