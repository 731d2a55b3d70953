import type { Attestation, ConditionFact, Evidence } from "../../server/contract/index.ts";
import { type ReadCondition, readCondition } from "../condition.ts";
import { evidenceOf } from "../evidence.ts";
import type { Chart, FactSource, Known } from "./chart.ts";
import { enrolmentInForce } from "./enrolment-facts.ts";
import { isPractitionersWord } from "./practitioners-word.ts";

/** The chart's conditions; the same code with the same statuses stands once, however often it was recorded. */
export const conditionFacts: FactSource = { type: "Condition", pointers: ["/conditions"], know };

interface Group {
  readonly fact: ConditionFact;
  readonly evidence: Evidence[];
  /** Who confirmed it as expected to last, out of the enrolment. */
  readonly attested: Attestation | undefined;
}

function know(chart: Chart): Known {
  const groups = groupsOf(chart);
  const pointers = groups.map((group, index) => [`/conditions/${index}`, group.evidence] as const);
  const all = groups.flatMap(({ evidence }) => evidence);
  return {
    facts: { conditions: groups.map(({ fact }) => fact) },
    evidence: { ...Object.fromEntries(pointers), ...(all.length === 0 ? {} : { "/conditions": all }) },
    attested: Object.fromEntries(
      groups.flatMap(({ attested }, index) =>
        attested === undefined
          ? []
          : [[`/conditions/${index}/expected_12_months_or_until_death`, attested] as const],
      ),
    ),
  };
}

function groupsOf(chart: Chart): Group[] {
  const groups = new Map<string, Group>();
  for (const one of factsIn(chart)) {
    const key = groupKey(one);
    const before = groups.get(key);
    groups.set(key, before === undefined ? one : joined(before, one));
  }
  return [...groups.values()];
}

function joined(before: Group, one: Group): Group {
  return {
    fact: { ...one.fact, ...before.fact },
    evidence: [...before.evidence, ...one.evidence],
    attested: before.attested ?? one.attested,
  };
}

/** Conditions without any code are never taken for the same. */
function groupKey({ fact, evidence }: Group): string {
  const code = fact.icd10 ?? fact.snomed ?? JSON.stringify(evidence);
  return JSON.stringify([code, fact.clinical_status, fact.verification_status]);
}

function factsIn(chart: Chart): Group[] {
  return chart.reads.Condition.resources.flatMap((resource) => {
    const condition = readCondition(resource);
    if (condition.reading.kind !== "fact") return [];
    const attested = attestationOf(chart, condition);
    const lasting = attested === undefined ? {} : { expected_12_months_or_until_death: true };
    const own = evidenceOf(chart.reads.Condition, resource);
    const enrolment = attested === undefined ? undefined : enrolmentInForce(chart)?.evidence;
    return [
      {
        fact: { ...condition.reading.fact, ...lasting },
        evidence: enrolment === undefined ? [own] : [own, enrolment],
        attested,
      },
    ];
  });
}

/** Which practitioner confirmed this very Condition in the enrolment that holds. */
function attestationOf(chart: Chart, condition: ReadCondition): Attestation | undefined {
  const word = wordOn(chart, condition);
  return word !== undefined && isPractitionersWord(word) ? word : undefined;
}

/** Who said in the enrolment that holds that this very Condition lasts: a practitioner confirms it, anybody else proposes it. */
export function wordOn(chart: Chart, { reference }: ReadCondition): Attestation | undefined {
  const conditions = enrolmentInForce(chart)?.record.conditions ?? [];
  return conditions.find((one) => one.reference === reference)?.attested;
}
