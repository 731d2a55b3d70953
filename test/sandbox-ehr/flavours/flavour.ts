import type {
  CapabilityStatementRestResourceInteraction,
  FhirResource,
  OperationOutcomeIssue,
} from "fhir/r4";

/** An interaction as a CapabilityStatement names it. */
export type FhirInteraction = CapabilityStatementRestResourceInteraction["code"];

/** What an EHR answers instead of doing what was asked. Without issues the body stays empty. */
export interface Refused {
  readonly status: number;
  readonly issues: readonly OperationOutcomeIssue[];
}

export interface SearchJudgement {
  /** The search is not run at all. */
  readonly refused?: Refused;
  /** Names of parameters the search goes on without. */
  readonly ignored?: readonly string[];
  /** Go into the bundle as an OperationOutcome entry. */
  readonly warnings?: readonly OperationOutcomeIssue[];
}

export interface AskedWrite {
  readonly type: string;
  readonly interaction: "create" | "update" | "patch";
  /** As it would be stored; after a patch, the patched one. */
  readonly resource: FhirResource;
  /** Bare id of the signed-in Practitioner; null for a backend service. */
  readonly user: string | null;
  /** The body as it was sent; of a patch, its operations. */
  readonly sent: string;
}

export interface PageEntry {
  readonly fullUrl: string;
  readonly mode: "match" | "include";
  /** The resource as JSON text. */
  readonly text: string;
}

export interface BundlePage {
  readonly type: string;
  /** Null leaves the total out. */
  readonly total: number | null;
  readonly entries: readonly PageEntry[];
  /** Go as one OperationOutcome at the end; none when empty. */
  readonly issues: readonly OperationOutcomeIssue[];
}

/** Everything in which EHRs differ here. */
export interface Behaviour {
  /** How a stored resource is shown to apps, JSON text in and out. */
  presentResource(text: string, type: string): string;
  /** How one page of a searchset is shown; its resources have passed presentResource. */
  presentBundle(page: BundlePage): BundlePage;
  judgeSearch(type: string, params: URLSearchParams): SearchJudgement;
  /** Null lets the write pass to validation and to the store. */
  judgeWrite(write: AskedWrite): Refused | null;
  /** What apps may do with a type, of what this sandbox could; nothing left: the type is unknown. */
  interactions(type: string, possible: readonly FhirInteraction[]): readonly FhirInteraction[];
  /** The search parameters `/metadata` names for a type, of those this sandbox filters by. */
  searchNames(type: string, possible: readonly string[]): readonly string[];
  /** `empty`: 201 or 200 without a body, Location and ETag all the same. */
  readonly writeAnswer: "resource" | "empty";
  /** What a stale If-Match meets; `none` lets the later write win. */
  readonly conflictStatus: 412 | 409 | "none";
  /** `racy` looks and creates in two steps, `ignored` duplicates, `refused` answers 400 to the header. */
  readonly conditionalCreate: "atomic" | "racy" | "ignored" | "refused";
  /** An update or patch without If-Match meets 412. */
  readonly ifMatchRequired: boolean;
  /** An Accept header that leaves no JSON meets 406 with an empty body. */
  readonly acceptChecked: boolean;
  /** Whether `*` may stand for every type in a scope; otherwise such a scope is not granted. */
  readonly wildcardScopes: boolean;
  /** An authorization request without this server as its `aud` is refused; a wrong aud always is. */
  readonly audienceRequired: boolean;
  readonly tokenLifeSeconds: number;
  /** The PATCH bodies understood; none: 405. */
  readonly patchFormats: readonly string[];
  /** Bundles that may be posted to the base. */
  readonly bundles: readonly ("batch" | "transaction")[];
  /** `none`: resources come without meta and answers without ETag. */
  readonly versions: "meta" | "none";
  /** The last resource of a page comes again as the first of the next. */
  readonly duplicateIdsOverPages: boolean;
  /** How long a page link works, and what an old one meets; null for as long as the sandbox runs. */
  readonly pageLife: { readonly seconds: number; readonly expired: Refused } | null;
}

/** One documented way in which an EHR departs from a plain FHIR R4 server. */
export interface Trait extends Partial<Behaviour> {
  /** Where it is written that this EHR does so. */
  readonly source: string;
}

/** An EHR's traits by name. An approximation: documented traits only. */
export interface Flavour {
  readonly name: string;
  readonly title: string;
  readonly traits: Readonly<Record<string, Trait>>;
}

/** A plain R4 server that departs in nothing. */
const plain: Behaviour = {
  presentResource: (text) => text,
  presentBundle: (page) => page,
  judgeSearch: () => ({}),
  judgeWrite: () => null,
  interactions: (_type, possible) => possible,
  searchNames: (_type, possible) => possible,
  writeAnswer: "resource",
  conflictStatus: 412,
  conditionalCreate: "atomic",
  ifMatchRequired: false,
  acceptChecked: false,
  wildcardScopes: true,
  audienceRequired: true,
  tokenLifeSeconds: 570,
  patchFormats: ["application/json-patch+json"],
  bundles: ["batch", "transaction"],
  versions: "meta",
  duplicateIdsOverPages: false,
  pageLife: null,
};

/**
 * All traits of a flavour at once, in their order, and over them what a test fixes itself. Presentations,
 * interactions and names pass from one to the next, judgements add up, of a plain value the last counts.
 */
export function behaviourOf({ traits }: Flavour, fixed: Partial<Behaviour> = {}): Behaviour {
  return [...Object.values(traits), fixed].reduce<Behaviour>(adding, plain);
}

function adding(before: Behaviour, more: Partial<Behaviour>): Behaviour {
  return {
    ...before,
    ...more,
    presentResource: (text, type) => {
      const shown = before.presentResource(text, type);
      return more.presentResource?.(shown, type) ?? shown;
    },
    presentBundle: (page) => {
      const shown = before.presentBundle(page);
      return more.presentBundle?.(shown) ?? shown;
    },
    judgeSearch: (type, params) =>
      bothOf(before.judgeSearch(type, params), more.judgeSearch?.(type, params) ?? {}),
    judgeWrite: (write) => before.judgeWrite(write) ?? more.judgeWrite?.(write) ?? null,
    interactions: (type, possible) => {
      const left = before.interactions(type, possible);
      return more.interactions?.(type, left) ?? left;
    },
    searchNames: (type, possible) => {
      const left = before.searchNames(type, possible);
      return more.searchNames?.(type, left) ?? left;
    },
  };
}

function bothOf(first: SearchJudgement, second: SearchJudgement): SearchJudgement {
  const refused = first.refused ?? second.refused;
  return {
    ...(refused ? { refused } : {}),
    ignored: [...(first.ignored ?? []), ...(second.ignored ?? [])],
    warnings: [...(first.warnings ?? []), ...(second.warnings ?? [])],
  };
}
