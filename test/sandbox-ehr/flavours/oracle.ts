import { isObject } from "../fhir/json.ts";
import { allowing, listing } from "./allowing.ts";
import type { AskedWrite, Flavour, Refused } from "./flavour.ts";
import { oracleInteractions } from "./oracle-interactions.ts";
import { judgeNote } from "./oracle-notes.ts";
import { judgePatch } from "./oracle-patches.ts";
import { ignoreUnlisted, oracleSearchNames, wantAssessPlan, wantPatientOrId } from "./oracle-searches.ts";
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
    listedInteractionsOnly: { source: statement, ...allowing(oracleInteractions) },
    tokensLive570Seconds: { source: `${docs}, authorization`, tokenLifeSeconds: 570 },
    noWildcardScopes: { source: `${docs}, SMART applications`, wildcardScopes: false },
    audRequired: { source: `${docs}, authorization: aud is required`, audienceRequired: true },
    carePlanIsTextOnly: { source: `${docs}, CarePlan page`, ...showing("CarePlan", asText) },
    carePlanSearchNeedsAssessPlan: { source: `${docs}, CarePlan page`, judgeSearch: wantAssessPlan },
    searchNeedsPatientOrId: { source: `${errors}, 400`, judgeSearch: wantPatientOrId },
    listedSearchParametersOnly: { source: statement, ...listing(oracleSearchNames) },
    unlistedParametersIgnored: {
      source: `${statement}; that they are ignored is ours`,
      judgeSearch: ignoreUnlisted,
    },
    oneCodingPreferablySnomed: {
      source: `${docs}, Condition page, sample`,
      ...showing("Condition", withOneCoding),
    },
    problemsHaveMedicalCategory: {
      source: `${docs}, Condition page, sample`,
      ...showing("Condition", withMedicalCategory),
    },
    consentIsProxyAccessAndContradictsItself: {
      source: `${docs}, Consent page, sample`,
      ...showing("Consent", asProxyAccess),
    },
    coverageWithoutType: { source: `${docs}, Coverage page, sample`, ...showing("Coverage", withoutType) },
    documentKeepsSupportedFieldsOnly: {
      source: `${docs}, DocumentReference page: unsupported fields are ignored`,
      ...showing("DocumentReference", asWritten),
    },
    noteRulesEnforced: { source: `${docs}, DocumentReference page`, judgeWrite: judgeNote },
    sameIdOnTwoPages: { source: `${docs}, paging: the same id may come twice`, duplicateIdsOverPages: true },
    emptyAnswerToWrites: { source: `${docs}, DocumentReference page, create: 201`, writeAnswer: "empty" },
    staleIfMatchMeets409: { source: `${errors}, 409`, conflictStatus: 409 },
    missingIfMatchMeets412: {
      source: `${docs}, Appointment page; here for every type`,
      ifMatchRequired: true,
    },
    xmlMeets406WithoutBody: { source: `${errors}, 406 with Content-Length 0`, acceptChecked: true },
    patchesTakeListedPathsOnly: {
      source: `${docs}, Encounter page, patch; of other types no path is known to us, so none is taken`,
      judgeWrite: judgePatch,
    },
    modifierExtensionAndImplicitRulesRefused: {
      source: `${errors}, 422 extension and not-supported`,
      judgeWrite: judgeModifiers,
    },
    ifNoneExistIgnored: {
      source: `${statement}, conditionalCreate not listed`,
      conditionalCreate: "ignored",
    },
    batchWithoutTransaction: { source: `${statement}, rest.interaction batch`, bundles: ["batch"] },
  },
};

/** Modifier extensions and implicitRules are refused wherever they stand at the top of a resource. */
function judgeModifiers({ resource }: AskedWrite): Refused | null {
  const issue = { severity: "error" as const, diagnostics: "The body holds what is not supported." };
  if (isObject(resource) && "modifierExtension" in resource)
    return { status: 422, issues: [{ ...issue, code: "extension" }] };
  return "implicitRules" in resource ? { status: 422, issues: [{ ...issue, code: "not-supported" }] } : null;
}
