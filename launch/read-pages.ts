import { type BundlePage, readBundlePage } from "./bundle-page.ts";
import type { EhrAnswer, EhrClient } from "./ehr-client.ts";
import { isSessionOver } from "./read-ending.ts";

/** Why the pages of a search may not be all there is. */
export type Shortfall =
  | "page_failed"
  | "session_ended"
  | "over_budget"
  | "page_limit"
  | "page_loop"
  | "next_off_base"
  | "withheld"
  | "fewer_than_total";

/** Every page a search gave, or the answer that kept it from beginning. */
export type SearchPages =
  | { readonly kind: "refused"; readonly answer: EhrAnswer }
  /** Answered as a success, but not with search results. */
  | { readonly kind: "unreadable" }
  | {
      readonly kind: "read";
      readonly resources: readonly unknown[];
      readonly shortfalls: ReadonlySet<Shortfall>;
    };

const pageLimit = 200;

/** Follows a search to its last page. `onFirst` is called once the first page has been answered. */
export async function readPages(
  client: EhrClient,
  search: string,
  onFirst: () => void = () => undefined,
): Promise<SearchPages> {
  const answer = await client.read(search);
  onFirst();
  if (isOverBudget(answer)) return { kind: "read", resources: [], shortfalls: new Set(["over_budget"]) };
  if (answer.kind !== "answered" || answer.status !== 200) return { kind: "refused", answer };
  const first = readBundlePage(answer.text);
  if (!first) return { kind: "unreadable" };
  const { pages, stopped } = await followNext(client, first);
  return {
    kind: "read",
    resources: pages.flatMap((page) => page.resources),
    shortfalls: judge(pages, stopped),
  };
}

interface Followed {
  readonly pages: readonly BundlePage[];
  readonly stopped: Shortfall | null;
}

async function followNext(client: EhrClient, first: BundlePage): Promise<Followed> {
  const pages = [first];
  const seen = new Set<string>();
  for (let next = first.next; next !== null; next = pages.at(-1)?.next ?? null) {
    if (seen.has(next)) return { pages, stopped: "page_loop" };
    if (pages.length >= pageLimit) return { pages, stopped: "page_limit" };
    seen.add(next);
    const page = await readNext(client, next);
    if (typeof page === "string") return { pages, stopped: page };
    pages.push(page);
  }
  return { pages, stopped: null };
}

async function readNext(client: EhrClient, next: string): Promise<BundlePage | Shortfall> {
  const answer = await client.read(next);
  if (answer.kind === "off_base") return "next_off_base";
  if (isSessionOver(answer)) return "session_ended";
  if (isOverBudget(answer)) return "over_budget";
  if (answer.kind !== "answered" || answer.status !== 200) return "page_failed";
  return readBundlePage(answer.text) ?? "page_failed";
}

function isOverBudget(answer: EhrAnswer): boolean {
  return answer.kind === "unreachable" && answer.reason === "over_budget";
}

function judge(pages: readonly BundlePage[], stopped: Shortfall | null): ReadonlySet<Shortfall> {
  const shortfalls = new Set<Shortfall>(stopped ? [stopped] : []);
  if (pages.some((page) => page.withheld)) shortfalls.add("withheld");
  const matches = pages.reduce((sum, page) => sum + page.matches, 0);
  const promised = Math.max(...pages.map((page) => page.total ?? 0));
  if (stopped === null && matches < promised) shortfalls.add("fewer_than_total");
  return shortfalls;
}
