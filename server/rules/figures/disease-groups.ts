/*
 * Which ICD-10-CM categories name one disease. A category not listed is a disease of its own.
 * Distinct diseases are counted, not codes: the project's own reasoning, a contested point.
 */
const groups: Readonly<Record<string, readonly string[]>> = {
  diabetes: ["E08", "E09", "E10", "E11", "E13"],
  hypertension: ["I10", "I11", "I12", "I13", "I15", "I16"],
  "ischemic heart disease": ["I20", "I21", "I22", "I23", "I24", "I25"],
  depression: ["F32", "F33"],
  dementia: ["F01", "F02", "F03", "G30"],
  "chronic obstructive pulmonary disease": ["J43", "J44"],
};

const groupOf: ReadonlyMap<string, string> = new Map(
  Object.entries(groups).flatMap(([group, categories]) => categories.map((category) => [category, group])),
);

/** The disease an ICD-10-CM code stands for, whatever its detail: E11.9 and E11.65 are both diabetes. */
export function diseaseOf(icd10: string): string {
  const category = icd10.trim().toUpperCase().slice(0, 3);
  return groupOf.get(category) ?? category;
}

/** Symptoms, injuries, external causes and status codes (R, S, T, V to Z) are no chronic conditions. */
export const isNeverChronic = (icd10: string): boolean => /^\s*[RSTV-Z]/i.test(icd10);
