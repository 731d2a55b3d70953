import type { FhirResource } from "fhir/r4";
import type { ChartType, ReadOutcome, ReadType } from "../server/contract/index.ts";

/** One search or read of the host EHR. `resources` may be used as proof of absence only when `outcome` is complete. */
export interface ChartRead<Resource extends FhirResource = FhirResource, Type extends ReadType = ChartType> {
  readonly type: Type;
  readonly outcome: ReadOutcome;
  readonly resources: readonly Resource[];
  /** When the first page was answered, as an instant in UTC. */
  readonly retrieved: string;
  /** Why the read did not end complete; without PHI and without the EHR's own text. */
  readonly detail: string;
  readonly advice: string;
}

/** The chart as one parallel wave left it. */
export type ChartReads = {
  readonly [Type in ChartType]: ChartRead<Extract<FhirResource, { resourceType: Type }>>;
};
