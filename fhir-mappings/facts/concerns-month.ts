import { textAt } from "../fhir-node.ts";
import { daySpan } from "../partial-date.ts";
import type { Chart } from "./chart.ts";

/**
 * Whether a Task of ours that cannot be counted may belong to the month: its period touches it, or no part of
 * the period can be read. A Task with one readable end is taken to lie there.
 */
export function concernsMonth({ month, timezone }: Chart, task: unknown): boolean {
  const spans = ["start", "end"].flatMap(
    (side) => daySpan(textAt(task, "executionPeriod", side), timezone) ?? [],
  );
  if (spans.length === 0) return true;
  return (
    spans.some(({ earliest }) => earliest <= month.latest) &&
    spans.some(({ latest }) => latest >= month.earliest)
  );
}
