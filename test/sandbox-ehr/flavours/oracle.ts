import { isObject } from "../fhir/json.ts";
import { allowing } from "./allowing.ts";
import type { AskedWrite, Flavour, Refused } from "./flavour.ts";
import { oracleInteractions } from "./oracle-interactions.ts";
import { judgeNote } from "./oracle-notes.ts";
import { ignoreUnlisted, wantAssessPlan, wantPatientOrId } from "./oracle-searches.ts";
import {
  asProxyAccess,
  asText,
  asWritten,
  withMedicalCategory,
  withOneCoding,
  withoutType,
} from "./oracle-shapes.ts";
import { showing } from "./showing.ts";

const statement = "Oracle Health Millennium R4 CapabilityStatement, August 2026 capture";
const docs = "fhir.cerner.com, 2024-05";
const errors = "Millennium platform APIs, R4 overview, errors, 2026-08";

/** Oracle-like: notes by strict rules, plans as text, no Task, answers without a body. */
export const oracle: Flavour = {
  name: "oracle",
  title: "Oracle Health-like",
  traits: {
    interactions: { source: statement, ...allowing(oracleInteractions) },
    tokenLife: { source: `${docs}, authorization`, tokenLifeSeconds: 570 },
    noWildcards: { source: `${docs}, SMART applications`, wildcardScopes: false },
    audience: { source: `${docs}, authorization: aud is required`, audienceRequired: true },
    planAsText: { source: `${docs}, CarePlan page`, ...showing("CarePlan", asText) },
    planCategory: { source: `${docs}, CarePlan page`, judgeSearch: wantAssessPlan },
    patientWanted: { source: `${errors}, 400`, judgeSearch: wantPatientOrId },
    unlistedIgnored: { source: `${statement}; that they are ignored is ours`, judgeSearch: ignoreUnlisted },
    oneCoding: { source: `${docs}, Condition page, sample`, ...showing("Condition", withOneCoding) },
    medicalCategory: {
      source: `${docs}, Condition page, sample`,
      ...showing("Condition", withMedicalCategory),
    },
    proxyConsent: { source: `${docs}, Consent page, sample`, ...showing("Consent", asProxyAccess) },
    untypedCoverage: { source: `${docs}, Coverage page, sample`, ...showing("Coverage", withoutType) },
    plainDocument: {
      source: `${docs}, DocumentReference page: unsupported fields are ignored`,
      ...showing("DocumentReference", asWritten),
    },
    noteRules: { source: `${docs}, DocumentReference page`, judgeWrite: judgeNote },
    idsTwice: { source: `${docs}, paging: the same id may come twice`, duplicateIdsOverPages: true },
    emptyAnswer: { source: `${docs}, DocumentReference page, create: 201`, writeAnswer: "empty" },
    conflict: { source: `${errors}, 409`, conflictStatus: 409 },
    ifMatch: { source: `${docs}, update without If-Match: 412`, ifMatchRequired: true },
    jsonOnly: { source: `${errors}, 406 with Content-Length 0`, acceptChecked: true },
    noModifiers: { source: `${errors}, 422 extension and not-supported`, judgeWrite: judgeModifiers },
    noCondition: { source: `${statement}, conditionalCreate not listed`, conditionalCreate: "ignored" },
    batchOnly: { source: `${statement}, rest.interaction batch`, bundles: ["batch"] },
  },
};

/** Modifier extensions and implicitRules are refused wherever they stand at the top of a resource. */
function judgeModifiers({ resource }: AskedWrite): Refused | null {
  const issue = { severity: "error" as const, diagnostics: "The body holds what is not supported." };
  if (isObject(resource) && "modifierExtension" in resource)
    return { status: 422, issues: [{ ...issue, code: "extension" }] };
  return "implicitRules" in resource ? { status: 422, issues: [{ ...issue, code: "not-supported" }] } : null;
}
