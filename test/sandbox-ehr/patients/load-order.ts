import { valuesAt } from "../fhir/json.ts";
import { localReference } from "../fhir/reference.ts";

/** A resource of a file: its text, and what a Provenance points at. */
export interface LoadedResource {
  readonly text: string;
  readonly reference: string;
  /** `Type/id` of a Provenance's targets; null for everything that is no Provenance. */
  readonly targets: readonly string[] | null;
}

/**
 * The same resources, each Provenance behind its targets, for it is filed in their charts. What points at each other
 * in a circle comes last.
 */
export function targetsFirst(resources: readonly LoadedResource[]): LoadedResource[] {
  let ordered = resources.filter(({ targets }) => targets === null);
  let waiting = resources.filter(({ targets }) => targets !== null);
  while (waiting.length > 0) {
    const awaited = new Set(waiting.map(({ reference }) => reference));
    const waits = ({ targets }: LoadedResource) => targets?.some((one) => awaited.has(one)) ?? false;
    const [ready, still] = [waiting.filter((one) => !waits(one)), waiting.filter(waits)];
    ordered = ordered.concat(ready.length > 0 ? ready : still);
    waiting = ready.length > 0 ? still : [];
  }
  return ordered;
}

/** `Type/id` of whatever a Provenance is about. */
export function targetsOf(provenance: unknown): string[] {
  return valuesAt(provenance, "target.reference").flatMap((one) => {
    const target = typeof one === "string" ? localReference(one, "") : null;
    return target ? [`${target.type}/${target.id}`] : [];
  });
}
