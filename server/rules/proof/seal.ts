import type { MonthCase, MonthFacts, Policy, Readiness } from "../../contract/index.ts";
import { canonicalJson } from "./canonical-json.ts";

/** A digest of a text, as lower-case hexadecimal or however the caller likes it: the rules know no hash. */
export type Digest = (canonical: string) => string;

interface Sealing {
  readonly question: Pick<MonthCase, "month" | "facts">;
  readonly policy: Policy | undefined;
  readonly digest: Digest;
}

/** The answer with its hash over the canonical facts, the policy and the answer itself. */
export function sealed(answer: Omit<Readiness, "hash">, { question, policy, digest }: Sealing): Readiness {
  const { rule_set, ...said } = answer;
  const asked = canonicalJson({
    month: question.month,
    policy: applied(policy),
    facts: stable(question.facts),
  });
  const receipt = JSON.stringify({ ...said, rule_set: { id: rule_set.id, version: rule_set.version } });
  return { ...said, hash: digest(`${asked}\n${receipt}`), rule_set };
}

/** No edits and an empty list of them are one policy. */
function applied(policy: Policy | undefined): Policy | undefined {
  if (!policy || (policy.payer_edits?.length ?? 0) > 0) return policy;
  return policy.rule_set === undefined ? undefined : { rule_set: policy.rule_set };
}

/** The facts with evidence kept at the item it belongs to, not at the item's place in a list. */
function stable(facts: MonthFacts): object {
  const { evidence, attested, ...rest } = facts;
  return { ...rest, evidence: byItem(evidence, facts), attested: byItem(attested, facts) };
}

function byItem(byPointer: Readonly<Record<string, unknown>> | undefined, facts: MonthFacts) {
  if (!byPointer) return undefined;
  return Object.entries(byPointer).map(([pointer, value]) => ({ at: itemAt(pointer, facts), value }));
}

function itemAt(pointer: string, facts: MonthFacts): string {
  const [, name, index, ...rest] = pointer.split("/");
  const list = name === undefined ? undefined : facts[name];
  if (!Array.isArray(list) || index === undefined) return pointer;
  return [name, canonicalJson(list[Number(index)]), ...rest].join("/");
}
