import { parse, stringify } from "lossless-json";
import type { FlavourSwitch } from "../flavours/flavour-switch.ts";
import type { Access, AccessTokens } from "../smart/access-tokens.ts";
import { isObject } from "./json.ts";
import type { Sieve } from "./permissions.ts";
import type { ResourceStore, Stored } from "./resource-store.ts";
import type { SearchPages } from "./search-pages.ts";

/** What the FHIR interactions work with. */
export interface FhirService {
  readonly issuer: string;
  readonly fhirBase: string;
  readonly store: ResourceStore;
  readonly pages: SearchPages;
  readonly tokens: AccessTokens;
  readonly flavours: FlavourSwitch;
  readonly pageSize: number;
  readonly now: () => Date;
}

/** One FHIR request whose token and scope have been checked. */
export interface FhirCall {
  readonly access: Access;
  /** What the scopes let through of this type for this interaction. */
  readonly sieve: Sieve;
  readonly type: string;
  readonly id: string;
  readonly version: string;
  readonly query: URLSearchParams;
  readonly body: string;
  readonly header: (name: string) => string | null;
}

export interface FhirAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** A stored version as the EHR's present flavour shows it to apps. */
export function presented({ flavours }: FhirService, { text, type }: Stored): string {
  const { versions, presentResource } = flavours.behaviour;
  return presentResource(versions === "meta" ? text : withoutMeta(text), type);
}

/** Answers with a stored version, headers included. */
export function answerWith(service: FhirService, stored: Stored, status = 200): FhirAnswer {
  return { status, headers: versionHeaders(service, stored), body: presented(service, stored) };
}

/** ETag and Last-Modified, where the EHR has versions. */
export function versionHeaders({ flavours }: FhirService, stored: Stored): Record<string, string> {
  if (flavours.behaviour.versions === "none") return {};
  const lastModified = new Date(stored.lastUpdated).toUTCString();
  return { etag: `W/"${stored.version}"`, "last-modified": lastModified };
}

function withoutMeta(text: string): string {
  const resource = parse(text);
  return isObject(resource) ? (stringify({ ...resource, meta: undefined }) ?? text) : text;
}
