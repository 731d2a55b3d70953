import type { ConditionFact } from "../../contract/index.ts";
import { diseaseOf, isIcd10, mayBePartOfAny, mayComeOf } from "../figures/disease-groups.ts";
import { diseaseOfSnomed } from "../figures/snomed-diseases.ts";

/** How many diseases some conditions are: at least, where two of them may be one, and at most. */
export interface DiseaseCount {
  readonly fewest: number;
  readonly most: number;
}

/** The condition's ICD-10-CM code; undefined where it has none or something else stands in its place. */
export function icd10Of({ icd10 }: ConditionFact): string | undefined {
  return icd10 && isIcd10(icd10) ? icd10 : undefined;
}

/**
 * Counts diseases, not codes. A disease is named by its ICD-10-CM code, else by a listed SNOMED CT code, else by the
 * coded condition that shares its SNOMED CT code or its label. A condition named by none of them may be any of the
 * others in other words.
 */
export function distinctDiseases(conditions: readonly ConditionFact[]): DiseaseCount {
  const named = new Map(conditions.flatMap(namesWithDisease));
  const diseases = new Set<string>();
  const unnamed = new Set<string>();
  for (const [index, condition] of conditions.entries()) {
    const names = namesOf(condition);
    const disease = codedDisease(condition) ?? names.map((name) => named.get(name)).find((one) => one);
    if (disease === undefined) unnamed.add(names[0] ?? `condition ${index}`);
    else diseases.add(disease);
  }
  const certain = fewestOf([...diseases]);
  return { fewest: certain === 0 ? Math.min(unnamed.size, 1) : certain, most: diseases.size + unnamed.size };
}

function fewestOf(diseases: readonly string[]): number {
  const own = diseases.filter((disease) => !mayBePartOfAny(disease));
  const apart = own.filter((disease) => !own.some((other) => mayComeOf(disease, other)));
  return own.length === 0 ? Math.min(diseases.length, 1) : apart.length;
}

function codedDisease(condition: ConditionFact): string | undefined {
  const icd10 = icd10Of(condition);
  if (icd10 !== undefined) return diseaseOf(icd10);
  return condition.snomed ? diseaseOfSnomed(condition.snomed) : undefined;
}

function namesWithDisease(condition: ConditionFact): [string, string][] {
  const disease = codedDisease(condition);
  return disease === undefined ? [] : namesOf(condition).map((name) => [name, disease]);
}

function namesOf({ snomed, label }: ConditionFact): string[] {
  const names = snomed ? [`snomed ${snomed.trim()}`] : [];
  return label === undefined ? names : [...names, `label ${label.trim().toLowerCase()}`];
}
