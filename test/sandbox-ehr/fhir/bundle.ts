import type { Stored } from "./resource-store.ts";

export interface SearchPage {
  readonly fhirBase: string;
  readonly total: number;
  readonly self: string;
  readonly next: string | null;
  readonly found: readonly Stored[];
}

/** A searchset as text, each resource in it exactly as it is stored. */
export function searchset({ fhirBase, total, self, next, found }: SearchPage): string {
  const link = [{ relation: "self", url: self }, ...(next === null ? [] : [{ relation: "next", url: next }])];
  const entries = found.map((one) => entry(fhirBase, one, `"search":{"mode":"match"}`));
  return bundle({ type: "searchset", total, link }, entries);
}

/** Every version of one resource, newest first. */
export function historyBundle(fhirBase: string, versions: readonly Stored[]): string {
  const entries = versions.map((one) => entry(fhirBase, one, requestOf(one)));
  return bundle({ type: "history", total: versions.length }, entries);
}

function bundle(head: object, entries: readonly string[]): string {
  const opening = JSON.stringify({ resourceType: "Bundle", ...head }).slice(0, -1);
  return entries.length > 0 ? `${opening},"entry":[${entries.join(",")}]}` : `${opening}}`;
}

function entry(fhirBase: string, { reference, text }: Stored, rest: string): string {
  return `{"fullUrl":${JSON.stringify(`${fhirBase}/${reference}`)},"resource":${text},${rest}}`;
}

function requestOf({ type, reference, version, lastUpdated }: Stored): string {
  const created = version === "1";
  const request = { method: created ? "POST" : "PUT", url: created ? type : reference };
  const response = { status: created ? "201" : "200", etag: `W/"${version}"`, lastModified: lastUpdated };
  return `"request":${JSON.stringify(request)},"response":${JSON.stringify(response)}`;
}
