import type { MonthView, Question, ReadLine } from "../../server/contract/api.ts";
import type { BlockedCode, Readiness, Undetermined } from "../../server/contract/readiness.ts";
import { listed } from "../ui/format.ts";
import type { StatusKind } from "../ui/status.tsx";
import { families } from "./code-families.ts";
import { grouped } from "./grouped.ts";
import { following } from "./ladder.ts";
import { blockWords, gapWords, readOutcomes, sentence } from "./reader-words.ts";
import { asksFor, readFor, unknownFacts } from "./unknown-facts.ts";

/** One thing that is missing: what, what follows from it, and what mends it where this release can. */
export interface MissingItem {
  readonly id: string;
  readonly kind: StatusKind;
  readonly title: string;
  readonly because: readonly string[];
  readonly mend: { readonly answer: Question } | "read_again" | null;
}

/** Causes first, then what is not known, then soft findings. */
export function missingOf(view: MonthView): MissingItem[] {
  const { readiness, questions } = view;
  const open = questions.filter(({ answered }) => answered === null);
  const facts = unknownFacts(readiness).filter((fact) => !open.some((question) => asksFor(question, fact)));
  const failed = view.reads.filter(({ outcome }) => outcome !== "complete");
  const explained = new Set<string | undefined>(failed.map(({ type }) => type));
  const unexplained = facts.filter((fact) => !explained.has(readFor(fact)));
  return [
    ...blockItems(readiness),
    ...failed.map((read) =>
      readItem(
        read,
        facts.filter((fact) => readFor(fact) === read.type),
      ),
    ),
    ...open.map(questionItem),
    ...unexplained.map(unknownItem),
    ...readiness.gaps.map(gapItem),
  ];
}

/** Everything that blocks, once each with all the codes it blocks. Minutes are missing where a family's first are. */
function blockItems({ blocked }: Readiness): MissingItem[] {
  const causes = blocked.filter(
    ({ reason, code }) => !following.has(reason) && (reason !== "time_below_threshold" || isBase(code)),
  );
  return grouped(causes, ({ reason }) => reason).map(([reason, group]) => blockItem(reason, group));
}

const isBase = (code: string) => families.some(({ codes: [base] }) => base === code);

function blockItem(reason: string, group: readonly BlockedCode[]): MissingItem {
  const [first] = group;
  const words = sentence(blockWords(reason, first?.detail ?? ""));
  const blockedCodes = [...new Set(group.map(({ code }) => code))];
  const details = [...new Set(group.map(({ detail }) => detail))];
  return {
    id: `blocked ${reason}`,
    kind: reason === "time_below_threshold" ? "short" : "blocked",
    title: words,
    because: [...details, `Blocks ${listed(blockedCodes)}.`],
    mend: null,
  };
}

function readItem({ type, outcome, detail, advice }: ReadLine, facts: readonly Undetermined[]): MissingItem {
  const leaves = facts.length === 0 ? [] : [`Not known: ${facts.map(({ missing }) => missing).join("; ")}.`];
  return {
    id: `read ${type}`,
    kind: "unknown",
    title: `${type}: ${readOutcomes[outcome]}`,
    because: [detail, ...leaves, advice],
    mend: outcome === "failed" || outcome === "incomplete" ? "read_again" : null,
  };
}

function questionItem(question: Question): MissingItem {
  return {
    id: `question ${question.pointer}`,
    kind: "unknown",
    title: question.asks,
    because: ["The chart as read does not answer it. A person may state it under their name."],
    mend: { answer: question },
  };
}

function unknownItem({ what, missing }: Undetermined): MissingItem {
  const because = ["The chart as read does not say it. What stands on it is withheld."];
  return { id: `unknown ${what}`, kind: "unknown", title: `Not known: ${missing}`, because, mend: null };
}

function gapItem({ code, detail, fix }: Readiness["gaps"][number]): MissingItem {
  const title = gapWords(code, detail);
  const because = [detail, fix].filter((words) => words !== "" && words !== title);
  return { id: `gap ${code} ${detail}`, kind: "review", title, because, mend: null };
}
