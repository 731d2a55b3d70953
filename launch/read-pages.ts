import { type BundlePage, readBundlePage } from "./bundle-page.ts";
import type { EhrAnswer, EhrClient } from "./ehr-client.ts";
import { isSessionOver } from "./read-ending.ts";

/** Why the pages of a search may not be all there is. */
export type Shortfall =
  | "page_failed"
  | "page_expired"
  | "session_ended"
  | "over_budget"
  | "page_limit"
  | "page_loop"
  | "next_off_base"
  | "withheld"
  | "fewer_than_total";

/** Takes what a page holds as it comes; of the page itself nothing is kept. */
export interface PageSieve {
  take(resources: readonly unknown[]): void;
}

export interface PagedSearch<Sieve extends PageSieve> {
  readonly client: EhrClient;
  /** Type and query. */
  readonly search: string;
  /** A fresh sieve, asked for when a first page was answered: a search begun again begins from nothing. */
  readonly sieve: () => Sieve;
}

/** What a search gave over all its pages, or the answer that kept it from beginning. */
export type SearchPages<Sieve extends PageSieve> =
  | { readonly kind: "refused"; readonly answer: EhrAnswer }
  /** Answered as a success, but not with search results. */
  | { readonly kind: "unreadable" }
  | { readonly kind: "read"; readonly sieve: Sieve; readonly shortfalls: ReadonlySet<Shortfall> };

const pageLimit = 200;

/** Follows a search to its last page; begins once more where the EHR no longer knew a page it had named itself. */
export async function readPages<Sieve extends PageSieve>(
  search: PagedSearch<Sieve>,
): Promise<SearchPages<Sieve>> {
  const first = await readThrough(search);
  if (first.kind !== "read" || !first.shortfalls.has("page_expired")) return first;
  const again = await readThrough(search);
  return again.kind === "read" ? again : first;
}

async function readThrough<Sieve extends PageSieve>({
  client,
  search,
  sieve: freshSieve,
}: PagedSearch<Sieve>): Promise<SearchPages<Sieve>> {
  const answer = await client.read(search);
  const sieve = freshSieve();
  if (isOverBudget(answer)) return { kind: "read", sieve, shortfalls: new Set(["over_budget"]) };
  if (answer.kind !== "answered" || answer.status !== 200) return { kind: "refused", answer };
  const first = readBundlePage(answer.text);
  if (!first) return { kind: "unreadable" };
  return { kind: "read", sieve, shortfalls: await followNext(client, first, sieve) };
}

async function followNext(
  client: EhrClient,
  first: BundlePage,
  sieve: PageSieve,
): Promise<ReadonlySet<Shortfall>> {
  const seen = new Set<string>();
  const tally = new Tally();
  for (let page = first; ; ) {
    tally.count(page);
    sieve.take(page.resources);
    const { next } = page;
    if (next === null) return tally.shortfalls(null);
    if (seen.has(next)) return tally.shortfalls("page_loop");
    if (seen.size >= pageLimit - 1) return tally.shortfalls("page_limit");
    seen.add(next);
    const following = await readNext(client, next);
    if (typeof following === "string") return tally.shortfalls(following);
    page = following;
  }
}

async function readNext(client: EhrClient, next: string): Promise<BundlePage | Shortfall> {
  const answer = await client.read(next);
  if (answer.kind === "off_base") return "next_off_base";
  if (isSessionOver(answer)) return "session_ended";
  if (isOverBudget(answer)) return "over_budget";
  if (answer.kind !== "answered") return "page_failed";
  if (expired.includes(answer.status)) return "page_expired";
  return answer.status === 200 ? (readBundlePage(answer.text) ?? "page_failed") : "page_failed";
}

/**
 * How servers answer a page they no longer keep: FHIR R4 "not found" and "gone", and 400 with a code of the
 * vendor's own (Epic 4113). Nothing but its age can be wrong with a link the EHR wrote.
 */
const expired: readonly number[] = [400, 404, 410];

function isOverBudget(answer: EhrAnswer): boolean {
  return answer.kind === "unreachable" && answer.reason === "over_budget";
}

/** What is known of a search beyond what its pages hold. Of a match that came twice only one counts. */
class Tally {
  readonly #matches = new Set<string>();
  #promised = 0;
  #withheld = false;

  count({ keys, total, withheld }: BundlePage): void {
    for (const key of keys) this.#matches.add(key);
    this.#promised = Math.max(this.#promised, total ?? 0);
    this.#withheld ||= withheld;
  }

  shortfalls(stopped: Shortfall | null): ReadonlySet<Shortfall> {
    const shortfalls = new Set<Shortfall>(stopped ? [stopped] : []);
    if (this.#withheld) shortfalls.add("withheld");
    if (stopped === null && this.#matches.size < this.#promised) shortfalls.add("fewer_than_total");
    return shortfalls;
  }
}
