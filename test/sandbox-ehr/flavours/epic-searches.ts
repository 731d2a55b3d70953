import { filtersOf } from "../fhir/search.ts";
import { epicIssue, epicRefusal } from "./epic-issues.ts";
import { epicSearchNames } from "./epic-search-parameters.ts";
import type { BundlePage, SearchJudgement } from "./flavour.ts";

const everywhere = ["_id", "_count", "_revinclude", "_format"];

/** Warns of every parameter that Epic does not list for the type or this sandbox cannot filter by; it is ignored. */
export function warnOfIgnored(type: string, params: URLSearchParams): SearchJudgement {
  const filtering = filtersOf(type).filter((name) => epicSearchNames(type).includes(name));
  const taken = [...everywhere, ...filtering];
  const ignored = [...new Set(params.keys())].filter((name) => !taken.includes(name));
  const warnings = ignored.map((name) =>
    epicIssue("4122", "warning", `An unknown query parameter was supplied by the client: ${name}`),
  );
  return { ignored, warnings };
}

/** Without `_id`, a search of what belongs to a patient names one. */
export function wantPatient(type: string, params: URLSearchParams): SearchJudgement {
  const wanted = epicSearchNames(type).includes("patient");
  const named = ["patient", "subject", "_id"].some((name) => params.has(name));
  if (!wanted || named) return {};
  return { refused: epicRefusal("4111", "Required search parameter missing from request: patient") };
}

/** Without `_id`, a search of this type has one of these parameters. */
export function wantOneOf(wanted: string, names: readonly string[]) {
  return (type: string, params: URLSearchParams): SearchJudgement => {
    if (type !== wanted || params.has("_id") || names.some((name) => params.has(name))) return {};
    return { refused: epicRefusal("59108", `Required ${names.join(" or ")} missing`) };
  };
}

/** 200 and an OperationOutcome in the bundle, where nothing was found. */
export function sayNothingFound(page: BundlePage): BundlePage {
  if (page.entries.length > 0) return page;
  const issue = epicIssue("4101", "warning", "Resource request returns no results.");
  return { ...page, total: 0, issues: [...page.issues, issue] };
}
