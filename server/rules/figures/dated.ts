import type { SourceId } from "./sources.ts";

/** A figure, the service months it is in force (`to` included) and the source it was read in. */
export interface Dated<Value> {
  readonly from: string;
  readonly to?: string;
  readonly value: Value;
  readonly source: SourceId;
}

/** The entry in force in a service month, `YYYY-MM`; of several the latest. */
export function inForce<Value>(entries: readonly Dated<Value>[], month: string): Dated<Value> | null {
  return entries.findLast((entry) => entry.from <= month && month <= (entry.to ?? "9999-12")) ?? null;
}
