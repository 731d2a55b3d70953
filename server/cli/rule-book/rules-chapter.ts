import { besideInitiatingVisit } from "../../rules/codes/care-planning.ts";
import { decisionComplexity } from "../../rules/codes/decision-complexity.ts";
import { oneFamilyRule } from "../../rules/codes/exclusion.ts";
import { ladderOf } from "../../rules/codes/ladder.ts";
import { unitRule } from "../../rules/codes/time-rules.ts";
import { sameMonthServices } from "../../rules/conflicts/same-month-services.ts";
import { payerEditsOn } from "../../rules/edits/edit-rule.ts";
import { monthRecord } from "../../rules/eligibility/month-record.ts";
import { prerequisites } from "../../rules/eligibility/prerequisites.ts";
import { ccmFamilies } from "../../rules/figures/ccm-families.ts";
import { currentEdition } from "../../rules/figures/rule-sets.ts";
import type { Rule, RuleGroup, RuleHeading } from "../../rules/proof/rule.ts";
import { code, table } from "./markdown.ts";

/** Every rule by its group: identity, sentence, source, and the facts it reads. */
export function rulesChapter(): string {
  const families = ccmFamilies.flatMap((dated) => dated.map(({ value }) => value));
  const times = families.flatMap((figures) => ladderOf(figures).map((rung) => unitRule(rung, figures.pool)));
  const bases = families.map(({ base }) => base.code);
  return [
    "## Rules",
    group("What patient, practice and practitioner bring", prerequisites),
    group("What must be known of the month", monthRecord),
    group("What else was billed for the month", sameMonthServices(currentEdition)),
    part("Time", "Seconds are added up and floored once; nothing is rounded up.", times),
    part("Complex CCM", "Asked for 99487 and 99489 besides time.", headingsOf(decisionComplexity)),
    group("G0506, where it is asked for", besideInitiatingVisit),
    part("One family", "Of several families one is billed.", bases.map(oneFamilyRule)),
    part(
      "The payer's own edits",
      "Asked where the policy holds edits of this payer.",
      bases.map(payerEditsOn),
    ),
  ].join("\n\n");
}

const group = (title: string, rules: RuleGroup) => part(title, rules.sentence, headingsOf(rules));

function part(title: string, sentence: string, rules: readonly RuleHeading[]): string {
  const rows = rules.map(({ id, sentence: says, source, reads }) => [
    code(id),
    says,
    code(source),
    reads.map(code).join(" "),
  ]);
  return `### ${title}\n\n${sentence}\n\n${table(["rule", "what it asks", "source", "reads"], rows)}`;
}

/** The rules of a group, those of its groups included. */
function headingsOf(rule: Rule | RuleGroup): RuleHeading[] {
  return "parts" in rule ? rule.parts.flatMap(headingsOf) : [rule];
}
