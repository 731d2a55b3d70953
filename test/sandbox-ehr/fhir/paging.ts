import type { FhirCall, FhirService } from "./fhir-service.ts";
import { isInChart } from "./permissions.ts";
import { Refusal, refusal } from "./refusal.ts";
import type { Stored } from "./resource-store.ts";
import type { OpenSearch } from "./search-pages.ts";

/** One page of a search or a history. */
export interface Page {
  readonly shown: readonly Stored[];
  /** Over all pages, as far as this page's token may see them. */
  readonly total: number;
  readonly self: string;
  /** Null after the last page. */
  readonly next: string | null;
}

/** The search or history that a `_cursor` goes on with, or the one that `begin` makes where there is none. */
export function opened(
  { pages, flavours, now }: FhirService,
  { access, query }: FhirCall,
  { address, begin }: { address: string; begin: () => OpenSearch },
): OpenSearch {
  const cursor = query.get("_cursor");
  if (cursor === null) return begin();
  const open = pages.find(cursor);
  if (open?.address !== address || open.grant !== access.grant)
    throw refusal(410, "not-found", "This page is no longer kept. Start the search again.");
  const { pageLife } = flavours.behaviour;
  if (pageLife && now().getTime() - open.askedAt >= pageLife.seconds * 1000)
    throw new Refusal(pageLife.expired.status, pageLife.expired.issues);
  return open;
}

/** The next page, as far as the token that asks for it may see it, whatever the one before it might. */
export function cut({ fhirBase, pages, flavours }: FhirService, call: FhirCall, open: OpenSearch): Page {
  const { before, size, self, address } = open;
  const visible = open.rest.filter((stored) => isInChart(call.access, stored) && call.sieve(stored));
  const shown = visible.slice(0, size);
  const rest = visible.slice(size);
  const total = before + visible.length;
  if (size === 0 || rest.length === 0) return { shown, total, self, next: null };
  const again = flavours.behaviour.duplicateIdsOverPages && size > 1 ? shown.slice(-1) : [];
  const kept = { ...open, before: before + shown.length - again.length, rest: [...again, ...rest] };
  return { shown, total, self, next: `${fhirBase}/${address}?_cursor=${pages.keep(kept)}` };
}
