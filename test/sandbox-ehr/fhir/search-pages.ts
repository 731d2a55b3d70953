import { randomBytes } from "node:crypto";
import type { OperationOutcomeIssue } from "fhir/r4";
import type { Stored } from "./resource-store.ts";

/** A search or a history as it stood when it was asked, and what of it was not yet handed out. */
export interface OpenSearch {
  /** Below the FHIR base: `Task`, `Task/t1/_history`. */
  readonly address: string;
  /** Whose it is: the grant of the token that asked. */
  readonly grant: string;
  /** How many resources earlier pages held. */
  readonly before: number;
  readonly rest: readonly Stored[];
  readonly self: string;
  readonly size: number;
  readonly issues: readonly OperationOutcomeIssue[];
  /** Brings the Provenance of each match along. */
  readonly withProvenance: boolean;
  /** Milliseconds since 1970 on the sandbox's clock. */
  readonly askedAt: number;
}

const kept = 1000;

/** Paging by a cursor that says nothing: every page comes from the one moment the search was made. */
export class SearchPages {
  readonly #open = new Map<string, OpenSearch>();

  /** Keeps the rest of a search for its next page. */
  keep(search: OpenSearch): string {
    const cursor = randomBytes(18).toString("base64url");
    this.#open.set(cursor, search);
    const [oldest] = this.#open.keys();
    if (this.#open.size > kept && oldest !== undefined) this.#open.delete(oldest);
    return cursor;
  }

  find(cursor: string): OpenSearch | null {
    return this.#open.get(cursor) ?? null;
  }
}
