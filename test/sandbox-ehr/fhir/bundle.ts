import type { BundlePage, PageEntry } from "../flavours/flavour.ts";
import { operationOutcome } from "./refusal.ts";
import type { Stored } from "./resource-store.ts";

interface PageLinks {
  readonly self: string;
  readonly next: string | null;
}

/** A searchset as text, each resource in it exactly as it was given; issues come as its last entry. */
export function searchset({ total, entries, issues }: BundlePage, { self, next }: PageLinks): string {
  const link = [{ relation: "self", url: self }, ...(next === null ? [] : [{ relation: "next", url: next }])];
  const outcome = JSON.stringify({ resource: operationOutcome(issues), search: { mode: "outcome" } });
  const shown = [...entries.map(pageEntry), ...(issues.length > 0 ? [outcome] : [])];
  return bundle({ type: "searchset", ...(total === null ? {} : { total }), link }, shown);
}

/** Versions newest first, each with the text an app shall see. */
export function historyBundle(
  fhirBase: string,
  versions: readonly { readonly stored: Stored; readonly text: string }[],
): string {
  const entries = versions.map(({ stored, text }) => {
    const fullUrl = JSON.stringify(`${fhirBase}/${stored.reference}`);
    return `{"fullUrl":${fullUrl},"resource":${text},${requestOf(stored)}}`;
  });
  return bundle({ type: "history", total: versions.length }, entries);
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
