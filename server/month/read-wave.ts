import { setImmediate } from "node:timers/promises";
import type { Capability } from "../../launch/capability.ts";
import type { EhrClient } from "../../launch/ehr-client.ts";
import type { Foreign, ReadWave } from "../../launch/read-chart.ts";
import { vendorNamed } from "../../launch/vendors/vendor-named.ts";
import { recordEvent } from "../audit/record-event.ts";
import type { ReadOutcome, ReadType } from "../contract/index.ts";
import type { ActiveLaunch } from "../launches/launches-service.ts";
import type { MonthDeps } from "./month-deps.ts";

/** What a wave of reads of this launch's chart needs; `capability` is what the EHR says it can do, if it is known. */
export function readWave(
  { now }: Pick<MonthDeps, "now">,
  { context, connection }: ActiveLaunch,
  { client, capability }: { readonly client: EhrClient; readonly capability: Capability | null },
): ReadWave {
  const { patient, scopes } = context;
  return { client, patient, scopes, now, capability, vendor: vendorNamed(connection.vendor) };
}

/** The EHR's statement where it is known already; null while the EHR is still asked: no read waits for it. */
export async function knownAlready(asked: Promise<Capability | null>): Promise<Capability | null> {
  return Promise.race([asked, setImmediate(null)]);
}

/** How a wave of reads ended. */
export interface WaveEnded {
  /** Null for reads that no month stands on. */
  readonly month: string | null;
  readonly outcomes: readonly { readonly type: ReadType; readonly outcome: ReadOutcome }[];
  readonly foreign: Foreign;
}

/** Puts on record what was read and how it ended, and apart from that when the EHR gave another patient's data. */
export async function auditRead(deps: MonthDeps, launch: ActiveLaunch, ended: WaveEnded): Promise<void> {
  const { month, foreign } = ended;
  const outcomes = Object.fromEntries(ended.outcomes.map(({ type, outcome }) => [type, outcome]));
  await recordEvent(deps, {
    kind: foreign.length > 0 ? "chart.read.foreign" : "chart.read",
    at: deps.now(),
    subject: launch.context,
    details: { ...(month === null ? {} : { month }), outcomes, foreign },
  });
}
