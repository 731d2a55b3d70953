import type { Access, AccessTokens } from "../smart/access-tokens.ts";
import type { Capabilities } from "./capability-statement.ts";
import type { ResourceStore, Stored } from "./resource-store.ts";
import type { SearchPages } from "./search-pages.ts";

/** What the FHIR interactions work with. */
export interface FhirService extends Capabilities {
  readonly store: ResourceStore;
  readonly pages: SearchPages;
  readonly tokens: AccessTokens;
  readonly pageSize: number;
  readonly now: () => Date;
}

/** One FHIR request whose token and scope have been checked. */
export interface FhirCall {
  readonly access: Access;
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
  readonly body: string;
}

export function answerWith(status: number, stored: Stored, headers: Record<string, string> = {}): FhirAnswer {
  const lastModified = new Date(stored.lastUpdated).toUTCString();
  const own = { etag: `W/"${stored.version}"`, "last-modified": lastModified };
  return { status, headers: { ...own, ...headers }, body: stored.text };
}
