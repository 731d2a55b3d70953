import { versionOf } from "../evidence.ts";
import { changedMeaning } from "../our-resource.ts";
import { ownReference } from "../references.ts";
import type { Chart } from "./chart.ts";
import { mayTouch } from "./encounter-facts.ts";
import type { HostRecord } from "./host-records.ts";

/**
 * Visits and coverages that a person must look at because they cannot be taken at their word: they carry a mark
 * this program does not know, or a status that is none. Only visits that may lie in the month are named.
 */
export function doubtfulRecords(chart: Chart): HostRecord[] {
  return [...doubtfulVisits(chart), ...doubtfulCoverages(chart)];
}

function doubtfulVisits({ encounters, month }: Chart): HostRecord[] {
  return encounters.flatMap((one) =>
    one.kind === "unclear" && mayTouch(one.days, month) ? [doubtful("Encounter", one.resource, one.why)] : [],
  );
}

function doubtfulCoverages({ reads }: Chart): HostRecord[] {
  return reads.Coverage.resources.flatMap((resource) => {
    const why = changedMeaning(resource);
    return why === undefined ? [] : [doubtful("Coverage", resource, why)];
  });
}

function doubtful(type: "Encounter" | "Coverage", resource: unknown, why: string): HostRecord {
  return { type, reference: ownReference(resource) ?? type, version: versionOf(resource), label: type, why };
}
