import type { Criterion, Undetermined } from "../../contract/index.ts";
import { all, type Finding, type Reason } from "../finding.ts";
import type { Situation } from "../situation.ts";
import { attestedFor, evidenceFor } from "./evidence.ts";
import type { Rule, RuleGroup } from "./rule.ts";

/** A rule's answer as the proof shows it, with every reason it gives and everything it lacks. */
export interface Verdict {
  readonly criterion: Criterion;
  readonly reasons: readonly Reason[];
  readonly missing: readonly Undetermined[];
}

/** Judges a rule or a whole group. A group's reasons are all its parts' reasons, each once. */
export function judge(rule: Rule | RuleGroup, situation: Situation, codes: readonly string[]): Verdict {
  return "parts" in rule ? judgeGroup(rule, situation, codes) : judgeRule(rule, situation, codes);
}

function judgeRule(rule: Rule, situation: Situation, codes: readonly string[]): Verdict {
  const finding = rule.judge(situation);
  const criterion = {
    id: rule.id,
    status: finding.status,
    because: explain(finding),
    codes: [...codes],
    evidence: evidenceFor(situation.facts, rule.reads),
    attested: attestedFor(situation.facts, rule.reads),
    rule: rule.sentence,
    source: rule.source,
    parts: [],
  };
  return {
    criterion,
    reasons: finding.status === "unmet" ? finding.reasons : [],
    missing: finding.status === "unknown" ? finding.missing : [],
  };
}

function explain(finding: Finding): string {
  if (finding.status === "met") return finding.because;
  if (finding.status === "unmet") return finding.reasons.map(({ detail }) => detail).join(" ");
  return `Not known: ${finding.missing.map(({ missing }) => missing).join("; ")}.`;
}

function judgeGroup(group: RuleGroup, situation: Situation, codes: readonly string[]): Verdict {
  const parts = group.parts.map((part) => judge(part, situation, codes));
  const deciders = parts.filter((part, index) => decides(part, group.parts[index]));
  const status = all(deciders.map(({ criterion }) => criterion.status));
  const deciding = deciders.filter(({ criterion }) => criterion.status === status);
  const criterion = {
    id: group.id,
    status,
    because: status === "met" ? allMet(parts) : sentences(deciding),
    codes: [...codes],
    evidence: [],
    attested: null,
    rule: group.sentence,
    source: group.source,
    parts: parts.map((part) => part.criterion),
  };
  return {
    criterion,
    reasons: once(
      parts.flatMap(({ reasons }) => reasons),
      ({ reason }) => reason,
    ),
    missing: once(
      parts.flatMap(({ missing }) => missing),
      ({ what }) => what,
    ),
  };
}

const decides = ({ criterion }: Verdict, rule: Rule | RuleGroup | undefined): boolean =>
  criterion.status !== "unknown" || !(rule && "judge" in rule && rule.withholdsCodesAlone);

function allMet(parts: readonly Verdict[]): string {
  const open = parts.filter(({ criterion }) => criterion.status === "unknown");
  return open.length === 0 ? "Everything asked is met." : `Everything else asked is met. ${sentences(open)}`;
}

const sentences = (verdicts: readonly Verdict[]) =>
  [...new Set(verdicts.map(({ criterion }) => criterion.because))].join(" ");

/** The first of each kind, in order. */
export function once<Item>(items: readonly Item[], kind: (item: Item) => string): Item[] {
  const seen = new Set<string>();
  return items.filter((item) => seen.size < seen.add(kind(item)).size);
}
