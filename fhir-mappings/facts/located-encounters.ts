import type { Encounter } from "fhir/r4";
import type { Evidence } from "../../server/contract/index.ts";
import type { ChartRead } from "../chart-reads.ts";
import { type ReadEncounter, readEncounter } from "../encounter.ts";
import { evidenceOf } from "../evidence.ts";

/** An Encounter as read, with the resource it is read from. */
export type LocatedEncounter = ReadEncounter & { readonly evidence: Evidence; readonly resource: unknown };

/** Every Encounter of a chart, read once for all who ask: placing thousands of them in a time zone takes its time. */
export function locatedEncounters(read: ChartRead<Encounter>, timezone: string): LocatedEncounter[] {
  return read.resources.map((resource) => ({
    ...readEncounter(resource, timezone),
    evidence: evidenceOf(read, resource),
    resource,
  }));
}
