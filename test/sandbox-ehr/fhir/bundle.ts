import type { BundlePage, PageEntry } from "../flavours/flavour.ts";
import { operationOutcome } from "./refusal.ts";
import type { Stored } from "./resource-store.ts";

interface PageLinks {
  readonly self: string;
  readonly next: string | null;
}

/** A searchset as text, each resource in it exactly as it was given; issues come as its last entry. */
export function searchset({ total, entries, issues }: BundlePage, links: PageLinks): string {
  const outcome = JSON.stringify({ resource: operationOutcome(issues), search: { mode: "outcome" } });
  const shown = [...entries.map(pageEntry), ...(issues.length > 0 ? [outcome] : [])];
  return bundle({ type: "searchset", ...(total === null ? {} : { total }), link: linksOf(links) }, shown);
}

function linksOf({ self, next }: PageLinks): object[] {
  return [{ relation: "self", url: self }, ...(next === null ? [] : [{ relation: "next", url: next }])];
}

/** One page of versions, newest first, each with the text an app shall see; `total` counts every page's. */
export function historyBundle(
  versions: readonly { readonly stored: Stored; readonly text: string }[],
  { total, ...links }: PageLinks & { readonly total: number },
): string {
  const entries = versions.map(({ stored, text }) => {
    const fullUrl = JSON.stringify(`${stored.fhirBase}/${stored.reference}`);
    return `{"fullUrl":${fullUrl},"resource":${text},${requestOf(stored)}}`;
  });
  return bundle({ type: "history", total, link: linksOf(links) }, entries);
}

/** A Bundle as text around entries that are JSON text already. */
export function bundle(head: object, entries: readonly string[]): string {
  const opening = JSON.stringify({ resourceType: "Bundle", ...head }).slice(0, -1);
  return entries.length > 0 ? `${opening},"entry":[${entries.join(",")}]}` : `${opening}}`;
}

function pageEntry({ fullUrl, text, mode }: PageEntry): string {
  return `{"fullUrl":${JSON.stringify(fullUrl)},"resource":${text},"search":{"mode":"${mode}"}}`;
}

function requestOf({ type, reference, version, lastUpdated }: Stored): string {
  const created = version === "1";
  const request = { method: created ? "POST" : "PUT", url: created ? type : reference };
  const response = { status: created ? "201" : "200", etag: `W/"${version}"`, lastModified: lastUpdated };
  return `"request":${JSON.stringify(request)},"response":${JSON.stringify(response)}`;
}
