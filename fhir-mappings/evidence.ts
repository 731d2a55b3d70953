import type { Evidence } from "../server/contract/index.ts";
import type { ChartRead } from "./chart-reads.ts";
import { textAt } from "./fhir-node.ts";
import { ownReference } from "./references.ts";

/** The version a server gave a resource; null where it keeps none. */
export function versionOf(resource: unknown): string | null {
  return textAt(resource, "meta", "versionId") ?? null;
}

/** What a fact from one resource stands on. A resource without an id can only be named by its read. */
export function evidenceOf(read: ChartRead, resource: unknown): Evidence {
  return {
    reference: ownReference(resource) ?? read.type,
    version: versionOf(resource),
    retrieved: read.retrieved,
    outcome: read.outcome,
  };
}

/** What a fact that no single resource shows stands on: the read as a whole. */
export function evidenceOfRead(read: ChartRead): Evidence {
  return { reference: read.type, version: null, retrieved: read.retrieved, outcome: read.outcome };
}
