import type { EntryLine, MonthView, Question, ReadLine } from "../../server/contract/api.ts";
import type { BlockedCode, Gap, Readiness, Undetermined } from "../../server/contract/readiness.ts";
import { counted, listed } from "../ui/format.ts";
import type { StatusKind } from "../ui/status.tsx";
import { isCause, isSettled, isTime } from "./causes.ts";
import { belongs } from "./code-families.ts";
import { type AskedFacts, askedFacts, matters } from "./facts-asked.ts";
import { gapWords } from "./gap-words.ts";
import { grouped } from "./grouped.ts";
import { insufficientItems } from "./insufficient.ts";
import { leadingFamily } from "./leading-family.ts";
import { complexityItem } from "./missing-complexity.ts";
import { blockWords, readOutcomes, sentence } from "./reader-words.ts";
import { asksFor, readFor } from "./unknown-facts.ts";

/** One thing that is missing: what, what follows from it, and what mends it where this release can. */
export interface MissingItem {
  readonly id: string;
  readonly kind: StatusKind;
  readonly title: string;
  readonly because: readonly string[];
  /** Single facts under one heading. */
  readonly facts: readonly string[];
  readonly mend: { readonly answer: Question } | "state_complexity" | "read_again" | null;
}

/**
 * What mends the leading family first: its causes, what is not known of it, soft findings; what only other codes ask
 * comes last. That the month is open stands in its head already.
 */
export function missingOf(view: MonthView): MissingItem[] {
  const { readiness, questions } = view;
  const open = questions.filter(({ answered }) => answered === null);
  const { leading, others } = askedFacts(readiness);
  const facts = leading.filter((fact) => !open.some((question) => asksFor(question, fact)));
  const failed = view.reads.filter(({ outcome }) => outcome !== "complete");
  const explained = new Set<string | undefined>(failed.map(({ type }) => type));
  const unexplained = facts.filter((fact) => !explained.has(readFor(fact)));
  const blocks = blockItems(readiness);
  const complexity = complexityItem(view);
  const untold = others.filter(({ fact }) => complexity.length === 0 || fact.what !== "mdm");
  return [
    ...blocks.leading,
    ...insufficientItems(view),
    ...failed.map((read) =>
      readItem(
        read,
        facts.filter((fact) => readFor(fact) === read.type),
      ),
    ),
    ...open.map(questionItem),
    ...unknownItem(unexplained),
    ...readiness.gaps.filter(({ code }) => !saidElsewhere.has(code)).map((gap) => gapItem(gap, view.entries)),
    ...blocks.others,
    ...complexity,
    ...otherUnknownItems(untold.filter(({ codes }) => matters(codes, readiness))),
  ];
}

/** Gaps another part of the screen states: the month's head, and the programs shown as information. */
const saidElsewhere: ReadonlySet<string> = new Set([
  "month_open",
  "consider_pcm",
  "apcm_alternative_available",
]);

/**
 * Everything that blocks and can be mended, once each with all the codes it blocks. Minutes are missing where the
 * leading family's first are; those of other families stand in the ladder.
 */
function blockItems(readiness: Readiness): { leading: MissingItem[]; others: MissingItem[] } {
  const leading = leadingFamily(readiness);
  const causes = readiness.blocked.filter(
    (one) => (isCause(one) && !isSettled(one)) || (isTime(one) && one.code === leading.codes[0]),
  );
  const groups = grouped(causes, ({ reason }) => reason);
  const isLeading = (group: readonly BlockedCode[]) => group.some(({ code }) => belongs(code, leading));
  const other = groups.filter(
    ([, group]) =>
      !isLeading(group) &&
      matters(
        group.map(({ code }) => code),
        readiness,
      ),
  );
  return {
    leading: groups
      .filter(([, group]) => isLeading(group))
      .map(([reason, group]) => blockItem(reason, group)),
    others: other.map(([reason, group]) => blockItem(reason, group)),
  };
}

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
    facts: [],
    mend: null,
  };
}

function readItem({ type, outcome, detail, advice }: ReadLine, facts: readonly Undetermined[]): MissingItem {
  return {
    id: `read ${type}`,
    kind: "unknown",
    title: `${type}: ${readOutcomes[outcome]}`,
    because: [detail, advice, ...(facts.length === 0 ? [] : ["So it is not known:"])],
    facts: facts.map(({ missing }) => sentence(missing)),
    mend: outcome === "failed" || outcome === "incomplete" ? "read_again" : null,
  };
}

function questionItem(question: Question): MissingItem {
  return {
    id: `question ${question.pointer}`,
    kind: "unknown",
    title: question.asks,
    because: ["The chart as read does not answer it. A person may state it under their name."],
    facts: [],
    mend: { answer: question },
  };
}

function unknownItem(facts: readonly Undetermined[]): MissingItem[] {
  if (facts.length === 0) return [];
  return [
    {
      id: "unknown facts",
      kind: "unknown",
      title: `Not known: ${counted(facts.length, "fact")} the chart does not say`,
      because: ["What stands on them is withheld."],
      facts: facts.map(({ missing }) => sentence(missing)),
      mend: null,
    },
  ];
}

/** What nobody knows and only other codes ask, one item for each set of codes. */
function otherUnknownItems(others: AskedFacts["others"]): MissingItem[] {
  return grouped(others, ({ codes }) => listed(codes)).map(([codes, asked]) => ({
    id: `unknown of ${codes}`,
    kind: "unknown",
    title: `Not known, and asked only for ${codes}`,
    because: ["It withholds nothing else."],
    facts: asked.map(({ fact }) => sentence(fact.missing)),
    mend: null,
  }));
}

function gapItem({ code, detail, fix }: Gap, entries: readonly EntryLine[]): MissingItem {
  const title = gapWords(code, detail);
  const because = [named(detail, entries), fix].filter((words) => words !== "" && words !== title);
  return { id: `gap ${code}`, kind: "review", title, because, facts: [], mend: null };
}

/** The engine names entries by their id; a reader knows them by when and who. */
function named(detail: string, entries: readonly EntryLine[]): string {
  return entries.reduce(
    (words, { id, start, date, who }) => words.replaceAll(id, `${start ?? date ?? "no day"} (${who})`),
    detail,
  );
}
