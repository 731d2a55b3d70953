import type { ConditionFact } from "../../contract/index.ts";
import { diseaseOf, isNeverChronic } from "../figures/disease-groups.ts";

/** What a problem list holds for CCM, by condition and by disease. */
export interface ConditionCensus {
  readonly counting: readonly ConditionFact[];
  /** Would count if what is not known of them were so. */
  readonly possible: readonly ConditionFact[];
  readonly provisional: readonly ConditionFact[];
  readonly diseases: number;
  readonly possibleDiseases: number;
}

const present: ReadonlySet<string> = new Set(["active", "recurrence", "relapse"]);
const unsettled: ReadonlySet<string> = new Set(["provisional", "differential", "unconfirmed"]);

/** Sorts the conditions into those that count, may count, need confirming, and do not count. */
export function conditionCensus(conditions: readonly ConditionFact[]): ConditionCensus {
  const having = (standing: Standing) => conditions.filter((one) => standingOf(one) === standing);
  const counting = having("counts");
  const possible = having("unknown");
  return {
    counting,
    possible,
    provisional: having("provisional"),
    diseases: distinctDiseases(counting),
    possibleDiseases: distinctDiseases([...counting, ...possible]),
  };
}

type Standing = "counts" | "unknown" | "provisional" | "does_not_count";

function standingOf(condition: ConditionFact): Standing {
  const { clinical_status, verification_status, expected_12_months_or_until_death } = condition;
  if (isRuledOut(condition)) return "does_not_count";
  if (verification_status !== undefined && unsettled.has(verification_status)) return "provisional";
  const facts = [clinical_status, verification_status, expected_12_months_or_until_death];
  return facts.includes(undefined) ? "unknown" : "counts";
}

function isRuledOut(condition: ConditionFact): boolean {
  const { icd10, clinical_status, verification_status: verified } = condition;
  if (icd10 !== undefined && isNeverChronic(icd10)) return true;
  if (clinical_status !== undefined && !present.has(clinical_status)) return true;
  if (verified !== undefined && verified !== "confirmed" && !unsettled.has(verified)) return true;
  return condition.expected_12_months_or_until_death === false;
}

/**
 * How many diseases these conditions are. Coded ones by the disease their code stands for; one without an
 * ICD-10 code is the same disease as another that shares its SNOMED code or its label.
 */
export function distinctDiseases(conditions: readonly ConditionFact[]): number {
  const coded = conditions.filter(({ icd10 }) => icd10 !== undefined);
  const diseases = new Set(coded.map(({ icd10 }) => diseaseOf(icd10 ?? "")));
  const aliases = new Set(coded.flatMap(namesOf));
  for (const condition of conditions) {
    const names = namesOf(condition);
    if (condition.icd10 === undefined && !names.some((name) => aliases.has(name))) {
      diseases.add(names[0] ?? "unnamed");
    }
  }
  return diseases.size;
}

function namesOf({ snomed, label }: ConditionFact): string[] {
  const names = snomed === undefined ? [] : [`snomed ${snomed}`];
  return label === undefined ? names : [...names, `label ${label.trim().toLowerCase()}`];
}
