import * as z from "zod";
import { textAt } from "../fhir-mappings/fhir-node.ts";
import { IssueList } from "./ehr-said.ts";
import { parseJson } from "./parse-json.ts";

const Entry = z.object({
  resource: z.unknown().optional(),
  search: z.object({ mode: z.string().optional() }).optional(),
});

const Searchset = z.object({
  resourceType: z.literal("Bundle"),
  type: z.literal("searchset"),
  total: z.number().optional(),
  link: z.array(z.object({ relation: z.string(), url: z.string() })).optional(),
  entry: z.array(Entry).optional(),
});
type Searchset = z.infer<typeof Searchset>;

/** One page of a search. */
export interface BundlePage {
  readonly resources: readonly unknown[];
  /** One name for each entry the EHR counts as a match, whatever it holds; the same name is the same match. */
  readonly keys: readonly string[];
  readonly total: number | null;
  readonly next: string | null;
  /** The EHR said that something it holds is not in this answer, or an entry holds nothing. */
  readonly withheld: boolean;
}

/** Reads the text of a page; null when it is not a searchset Bundle, or not JSON everyone reads alike. */
export function readBundlePage(text: string): BundlePage | null {
  const bundle = Searchset.safeParse(parseJson(text));
  return bundle.success ? pageOf(bundle.data) : null;
}

function pageOf({ entry = [], link = [], total }: Searchset): BundlePage {
  const outcomes = entry.filter(({ resource }) => typeOf(resource) === "OperationOutcome");
  const matches = entry.filter(({ resource, search }) => isMatch(resource, search?.mode));
  const empty = entry.some(({ resource }) => typeOf(resource) === null);
  return {
    resources: matches.map(({ resource }) => resource),
    keys: matches.map(({ resource }) => `${typeOf(resource)}/${textAt(resource, "id")}`),
    total: total ?? null,
    next: link.find(({ relation }) => relation === "next")?.url ?? null,
    withheld: empty || outcomes.some(({ resource }) => saysWithheld(resource)),
  };
}

/** Only what says that it is something else is no match: a mark that FHIR does not know must not hide a record. */
function isMatch(resource: unknown, mode: string | undefined): boolean {
  return typeOf(resource) !== "OperationOutcome" && mode !== "include" && mode !== "outcome";
}

function typeOf(resource: unknown): string | null {
  return textAt(resource, "resourceType") ?? null;
}

/**
 * Codes of a bundled OperationOutcome by which a server says that there is more than it shows, whatever the
 * severity: FHIR R4 issue-type, Epic's 4119 "additional data may be present" and 59204, by which it leaves out the kinds
 * of a type that the client is not registered for.
 */
const withholding = new Set([
  ..."security login expired forbidden suppressed too-costly too-long".split(" "),
  ..."transient lock-error no-store exception timeout incomplete throttled".split(" "),
  ..."4119 59204".split(" "),
]);

function saysWithheld(resource: unknown): boolean {
  const outcome = IssueList.safeParse(resource);
  if (!outcome.success) return true;
  return outcome.data.issue.some(({ severity, code, details }) => {
    const codes = [code, ...(details?.coding ?? []).map((one) => one.code)];
    const graver = severity !== "warning" && severity !== "information";
    return graver || codes.some((one) => one !== undefined && withholding.has(one));
  });
}
