import type { Meta } from "fhir/r4";

/** A resource that can be told from another and from its own earlier state. */
export interface Identified {
  readonly id: string;
  readonly meta?: Meta;
}

/**
 * Keeps one resource per id: the newest by `meta.lastUpdated`, then by a counted version, then the one seen last.
 * A search that shifts while it is paged shows the same resource twice, and so do two searches of one type.
 */
export function keepNewest<R extends Identified>(byId: Map<string, R>, resource: R): void {
  const seen = byId.get(resource.id);
  if (!seen || age(resource, seen) >= 0) byId.set(resource.id, resource);
}

/** Positive when `one` is newer than `other`, zero when nobody can tell. */
function age(one: Identified, other: Identified): number {
  const byTime = Date.parse(one.meta?.lastUpdated ?? "") - Date.parse(other.meta?.lastUpdated ?? "");
  if (byTime) return byTime;
  const byVersion = Number(one.meta?.versionId) - Number(other.meta?.versionId);
  return byVersion || 0;
}
