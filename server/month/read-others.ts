import { readOthers } from "../../launch/read-chart.ts";
import { type OtherReads, OtherType } from "../contract/index.ts";
import type { ActiveLaunch } from "../launches/launches-service.ts";
import type { MonthDeps } from "./month-deps.ts";
import { auditRead, readWave } from "./read-wave.ts";

/**
 * Reads what no month stands on, when a screen asks for it: how each read ended and how much it brought. None of
 * it changes what a month supports.
 */
export async function viewOthers(deps: MonthDeps, launch: ActiveLaunch): Promise<OtherReads> {
  const chart = deps.charts.of(launch);
  const wave = readWave(deps, launch, { client: chart.client, capability: await chart.capability() });
  const { reads, foreign } = await readOthers(wave, OtherType.options);
  await auditRead(deps, launch, { month: null, outcomes: reads, foreign });
  return {
    patient: launch.patientKey,
    reads: reads.map(({ resources, ...read }) => ({ ...read, count: resources.length })),
  };
}
