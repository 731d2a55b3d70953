import { met, mustBeTrue, unknown, unmet } from "../finding.ts";
import type { Rule } from "../proof/rule.ts";

/** Two or more chronic conditions, each expected to last twelve months or until death. */
export const twoChronicConditions: Rule = {
  id: "two_chronic_conditions",
  sentence: "Two or more chronic conditions are expected to last at least 12 months or until death.",
  source: "CPT-DESC",
  reads: ["/conditions"],
  judge({ census }) {
    if (!census) return unknown("conditions", "the patient's conditions");
    const { diseases, possible, possibleDiseases } = census;
    if (diseases >= 2) return met(`${diseases} distinct chronic conditions are confirmed.`);
    if (possibleDiseases >= 2) {
      const lacking = possible.map(({ label, icd10 }) => label ?? icd10 ?? "a condition").sort();
      return unknown("conditions", `status, confirmation or expected duration of ${lacking.join(", ")}`);
    }
    return unmet("fewer_than_two_chronic", `${diseases} of 2 distinct chronic conditions are confirmed.`);
  },
};

/** The conditions put the patient at significant risk; a practitioner says so, no software infers it. */
export const riskDocumented: Rule = {
  id: "risk",
  sentence: "The significant risk of death, decompensation or functional decline is documented.",
  source: "CPT-DESC",
  reads: ["/risk_documented"],
  judge: ({ facts }) =>
    mustBeTrue({
      value: facts.risk_documented,
      fact: { what: "risk_documented", missing: "whether the significant risk is documented" },
      because: "The significant risk is documented.",
      otherwise: { reason: "risk_not_documented", detail: "The significant risk is not documented." },
    }),
};
