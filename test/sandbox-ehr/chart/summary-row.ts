import type { FhirResource } from "fhir/r4";
import { valuesAt } from "../fhir/json.ts";
import type { Stored } from "../fhir/resource-store.ts";

/** One kind of thing a chart holds, and what its table says of each. */
export interface SummarySection {
  readonly type: FhirResource["resourceType"];
  readonly title: string;
  readonly columns: readonly (readonly [heading: string, text: (resource: unknown) => string])[];
  /** Paths of the date it stands in order of, newest first. */
  readonly dated: readonly string[];
}

/** The first of these paths that says anything; empty where none does. */
export function textAt(resource: unknown, ...paths: readonly string[]): string {
  const found = paths.flatMap((path) => valuesAt(resource, path)).find((one) => one !== null && !isNode(one));
  return found === undefined ? "" : String(found);
}

/** Every value of a path, one after the other. */
export function listAt(resource: unknown, path: string): string {
  return [...new Set(valuesAt(resource, path).filter((one) => !isNode(one)))].join(", ");
}

/** A concept's words, and where it has none its codes. */
export function conceptAt(resource: unknown, path: string): string {
  return (
    textAt(resource, `${path}.text`, `${path}.coding.display`) || listAt(resource, `${path}.coding.code`)
  );
}

/** The day of whichever of these is there. */
export function dayAt(resource: unknown, ...paths: readonly string[]): string {
  return textAt(resource, ...paths).slice(0, 10);
}

/** Newest first by the section's date; without one, last. */
export function inOrder(stored: readonly Stored[], { dated }: SummarySection): Stored[] {
  return stored
    .map((one) => ({ one, day: textAt(one.resource, ...dated) }))
    .toSorted((a, b) => b.day.localeCompare(a.day))
    .map(({ one }) => one);
}

function isNode(value: unknown): boolean {
  return typeof value === "object";
}
