import { valuesAt } from "../fhir/json.ts";
import { allowing, listing } from "./allowing.ts";
import { epicInteractions } from "./epic-interactions.ts";
import { epicRefusal } from "./epic-issues.ts";
import { epicSearchNames } from "./epic-search-parameters.ts";
import { sayNothingFound, wantOneOf, wantPatient, warnOfIgnored } from "./epic-searches.ts";
import {
  asLongitudinal,
  isOwnTask,
  neverFinished,
  withIcd10AsOid,
  withoutStatuses,
  withVendorClass,
} from "./epic-shapes.ts";
import type { AskedWrite, BundlePage, Flavour, Refused } from "./flavour.ts";
import { showing } from "./showing.ts";

const statement = "Epic R4 CapabilityStatement, May 2026 capture";
const errors = "Epic FHIR specifications, table of error codes, 2026 capture";
const sample = "Epic sandbox sample";

/** Epic-like: reads much, takes clinical notes, and neither Task nor CarePlan from an app. */
export const epic: Flavour = {
  name: "epic",
  title: "Epic-like",
  traits: {
    listedInteractionsOnly: { source: statement, ...allowing(epicInteractions) },
    resourcesWithoutMeta: {
      source: `${sample}s of Condition, Encounter, CarePlan: no meta`,
      versions: "none",
    },
    icd10CmUnderAnOid: { source: `${sample}, Condition`, ...showing("Condition", withIcd10AsOid) },
    encounterDiagnosesWithoutStatuses: {
      source: `${sample}, Condition`,
      ...showing("Condition", withoutStatuses),
    },
    visitsStayInProgress: { source: `${sample}, Encounter`, ...showing("Encounter", neverFinished) },
    vendorEncounterClass: { source: `${sample}, Encounter`, ...showing("Encounter", withVendorClass) },
    carePlansAreLongitudinal: { source: `${sample}, CarePlan`, ...showing("CarePlan", asLongitudinal) },
    carePlanSearchByLongitudinalCategory: {
      source: `${sample}, CarePlan search 38717003`,
      judgeSearch: findLongitudinal,
    },
    carePlanSearchNeedsCategory: {
      source: `${statement}, CarePlan`,
      judgeSearch: wantOneOf("CarePlan", ["category"]),
    },
    observationSearchNeedsCategoryOrCode: {
      source: `${errors}, 59108`,
      judgeSearch: wantOneOf("Observation", ["category", "code"]),
    },
    searchNeedsPatient: { source: `${errors}, 4111`, judgeSearch: wantPatient },
    listedSearchParametersOnly: { source: statement, ...listing(epicSearchNames) },
    otherParametersWarnedAndIgnored: {
      source: `${errors}, 4122; so are, and that is ours, listed ones by which this sandbox cannot filter`,
      judgeSearch: warnOfIgnored,
    },
    noResultsAsWarningEntry: { source: `${errors}, 4101`, presentBundle: sayNothingFound },
    pageLinksExpire: { source: `${errors}, 4113; the five minutes are ours`, pageLife: fiveMinutes() },
    onlyItsOwnKindsOfTask: {
      source: `${statement}, Task.code`,
      presentBundle: onlyOwnTasks,
      judgeWrite: ownTaskOnly,
    },
    noteNeedsTypeSubjectAndData: {
      source: "Epic API list, DocumentReference.Create (Clinical Notes)",
      judgeWrite: noteRules,
    },
    ifNoneExistIgnored: { source: `${statement}, conditionalCreate false`, conditionalCreate: "ignored" },
    noPatch: { source: `${statement}, no patchFormat`, patchFormats: [] },
    noBatchOrTransaction: { source: `${statement}, no system interaction`, bundles: [] },
    audOptional: {
      source: "Epic OAuth 2.0 guide: aud is checked where a site asks",
      audienceRequired: false,
    },
  },
};

function findLongitudinal(type: string, params: URLSearchParams) {
  const asked = params.getAll("category").flatMap((one) => one.split(","));
  const longitudinal = asked.some((one) => /^(http:\/\/snomed\.info\/sct\|)?38717003$/.test(one));
  return type === "CarePlan" && longitudinal ? { ignored: ["category"] } : {};
}

function fiveMinutes() {
  return { seconds: 300, expired: epicRefusal("4113", "Session ID for cached search results has expired.") };
}

/** A search shows the kinds of task that Epic makes, so of an app's own none. */
function onlyOwnTasks(page: BundlePage): BundlePage {
  if (page.type !== "Task") return page;
  const entries = page.entries.filter(({ text }) => isOwnTask(JSON.parse(text)));
  const gone = page.entries.length - entries.length;
  return { ...page, entries, total: page.total === null ? null : page.total - gone };
}

function ownTaskOnly({ type, resource }: AskedWrite): Refused | null {
  if (type !== "Task" || isOwnTask(resource)) return null;
  return epicRefusal("59159", "Only community-resource and episode-checklist tasks can be updated.");
}

/** What every clinical note has; what else a site wants of note types and encounters is not public. */
function noteRules({ type, resource }: AskedWrite): Refused | null {
  if (type !== "DocumentReference") return null;
  const lacking = ["type.coding.code", "subject.reference", "content.attachment.data"].find(
    (path) => valuesAt(resource, path).length === 0,
  );
  return lacking === undefined ? null : epicRefusal("59108", `Required ${lacking} missing`);
}
