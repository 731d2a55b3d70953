import { blockReasons } from "../../rules/block-reason.ts";
import { contestedPoints } from "../../rules/figures/contested-points.ts";
import { gapFixes } from "../../rules/notices/gap-texts.ts";
import { exclusionRules } from "../../rules/time/exclusion-reason.ts";
import { code, table } from "./markdown.ts";

/** The words of the answer: why time is left out, why a code is not ready, what else a person should know. */
export function wordsChapter(): string {
  const excluded = Object.entries(exclusionRules).map(([reason, { rule, source }]) => [
    code(reason),
    rule,
    code(source),
  ]);
  const blocked = Object.entries(blockReasons).map(([reason, meaning]) => [code(reason), meaning]);
  const gaps = Object.entries(gapFixes).map(([gap, fix]) => [code(gap), fix]);
  return [
    "## Why time does not count",
    "Every reason that applies is listed, the deciding one first.",
    table(["`excluded_entries`", "rule", "source"], excluded),
    "## Why a code is not ready",
    "Every reason that applies is listed, the deciding one first.",
    table(["`blocked`", "meaning"], blocked),
    "## Soft findings",
    "A gap never makes a code ready or blocked. `care_plan_element` is followed by a colon and the element.",
    table(["`gaps`", "what to do"], gaps),
  ].join("\n\n");
}

/** Points on which the sources differ or are silent, and the default taken. */
export function contestedChapter(): string {
  const rows = Object.values(contestedPoints).map(({ point, default: taken, source }) => [
    point,
    taken,
    code(source),
  ]);
  return `## Contested points\n\n${table(["point", "default taken", "source"], rows)}`;
}
