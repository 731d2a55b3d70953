import type { MonthView } from "../../server/contract/api.ts";
import type { ChartType, ReadOutcome } from "../../server/contract/reads.ts";

/** How the read of one type ended; a type that was not asked for is not known either. */
export function outcomeOf({ reads }: Pick<MonthView, "reads">, type: ChartType): ReadOutcome {
  return reads.find((read) => read.type === type)?.outcome ?? "failed";
}

/** True when every time entry of the month was read: only then do the minutes mean anything. */
export function timeIsKnown(view: Pick<MonthView, "reads">): boolean {
  return outcomeOf(view, "Task") === "complete";
}
