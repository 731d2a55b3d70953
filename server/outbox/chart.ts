import type { Capability } from "../../launch/capability.ts";
import type { EhrClient } from "../../launch/ehr-client.ts";
import type { LaunchContext } from "../../launch/launch-context.ts";

/** The chart of one open launch: what it is pinned to, and the way to its EHR. */
export interface Chart {
  readonly context: LaunchContext;
  readonly client: EhrClient;
  /** What the EHR says it can do; null when that is not known. */
  capability(): Promise<Capability | null>;
}

/** The chart of a launch, or null when that launch is over: then nothing is sent in its user's name. */
export type OpenChart = (launch: string) => Promise<Chart | null>;
