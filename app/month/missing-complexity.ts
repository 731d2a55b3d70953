import type { MonthView } from "../../server/contract/api.ts";
import { writeBlockedBy } from "../user-words.ts";
import { criterionOf } from "./criterion-search.ts";
import { matters } from "./facts-asked.ts";
import type { MissingItem } from "./missing.ts";

/** The codes that stand on the month's decision complexity. */
const complexCodes = ["99487", "99489"] as const;

/**
 * The question of the month's decision complexity while nobody answered it. Whoever may answer is asked as long as they
 * are in the chart; the others are told of it once something could stand on it.
 */
export function complexityItem(view: MonthView): MissingItem[] {
  const { decision_complexity: question, readiness } = view;
  const isOpen = criterionOf(readiness.criteria, ["decision_complexity"])?.status === "unknown";
  if (!isOpen || question.answered !== null) return [];
  if (stateBlockedBy(view) !== null && !matters(complexCodes, readiness)) return [];
  return [
    {
      id: "decision complexity",
      kind: "unknown",
      title: question.asks,
      because: [
        `It withholds ${complexCodes.join(" and ")}, and nothing else.`,
        question.asked_of === null ? "" : `Asked of ${question.asked_of}.`,
      ],
      facts: [],
      mend: "state_complexity",
    },
  ];
}

/** Why the signed-in person may not answer; null where they may. */
export function stateBlockedBy(view: MonthView): string | null {
  return writeBlockedBy(view) ?? view.decision_complexity.blocked_by;
}
