import type { ConditionFact } from "../../contract/index.ts";
import { met, mustBeTrue, unknown, unmet } from "../finding.ts";
import type { Rule } from "../proof/rule.ts";
import type { ConditionCensus } from "./condition-census.ts";

/** Two or more chronic conditions, each expected to last twelve months or until death. */
export const twoChronicConditions: Rule = {
  id: "two_chronic_conditions",
  sentence: "Two distinct long-term diseases are on record: each will be there a year from now, or for life.",
  source: "CMS-MLN-2015",
  reads: ["/conditions"],
  judge({ census }) {
    if (!census) return unknown("conditions", "the patient's conditions");
    const { diseases, possibleDiseases } = census;
    if (diseases >= 2) return met(`${diseases} distinct chronic conditions are confirmed.`);
    if (possibleDiseases >= 2) {
      return unknown("conditions", openIn(census));
    }
    return unmet("fewer_than_two_chronic", `${diseases} of 2 distinct chronic conditions are confirmed.`);
  },
};

function openIn({ counting, possible }: ConditionCensus): string {
  if (possible.length > 0) return `status, confirmation or expected duration of ${named(possible)}`;
  return `whether these are two diseases or one, which an ICD-10-CM code for each may settle: ${named(counting)}`;
}

/** The conditions by name, in order. */
export function named(conditions: readonly ConditionFact[]): string {
  return conditions
    .map(({ label, icd10 }) => label ?? icd10 ?? "a condition")
    .sort()
    .join(", ");
}

/** The conditions put the patient at significant risk; a practitioner says so, no software infers it. */
export const riskDocumented: Rule = {
  id: "risk",
  sentence: "A practitioner's statement of the risk these diseases carry is in the record.",
  source: "CMS-MLN-2015",
  reads: ["/risk_documented"],
  judge: ({ facts }) =>
    mustBeTrue({
      value: facts.risk_documented,
      fact: { what: "risk_documented", missing: "whether the significant risk is documented" },
      because: "The significant risk is documented.",
      otherwise: { reason: "risk_not_documented", detail: "The significant risk is not documented." },
    }),
};
