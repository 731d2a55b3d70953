/*
 * Which ICD-10-CM categories name one disease. A category not listed is a disease of its own. Diseases are counted,
 * not codes: the project's own reasoning, a contested point. Made from the groups of CMS's chronic condition
 * algorithms and AHRQ's CCSR, public works, and read against ICD-10-CM. A code that ICD-10-CM requires beside
 * another is a disease of its own: hypertensive kidney disease (I12) beside its stage (N18), hypertensive heart
 * disease (I11) beside heart failure (I50), diabetes with kidney disease (E11.22) beside its stage.
 */
export const oneDisease: Readonly<Record<string, readonly string[]>> = {
  diabetes: ["E08", "E09", "E10", "E11", "E13"],
  hypertension: ["I10", "I11", "I12", "I13", "I15", "I16", "I1A"],
  "ischemic heart disease": ["I20", "I21", "I22", "I23", "I24", "I25"],
  "heart failure": ["I50"],
  "atrial fibrillation": ["I48"],
  stroke: ["I60", "I61", "I62", "I63", "I69"],
  "peripheral vascular disease": ["I70", "I73"],
  hyperlipidemia: ["E78"],
  hypothyroidism: ["E00", "E01", "E02", "E03"],
  "chronic kidney disease": ["N18", "N19"],
  "chronic obstructive pulmonary disease": ["J40", "J41", "J42", "J43", "J44"],
  asthma: ["J45"],
  depression: ["F32", "F33", "F34"],
  "bipolar disorder": ["F30", "F31"],
  psychosis: ["F20", "F21", "F22", "F23", "F24", "F25", "F28", "F29"],
  anxiety: ["F40", "F41"],
  dementia: ["F01", "F02", "F03", "G30", "G31"],
  "Parkinson disease": ["G20", "G21"],
  osteoarthritis: ["M15", "M16", "M17", "M18", "M19"],
  "rheumatoid arthritis": ["M05", "M06"],
  osteoporosis: ["M80", "M81"],
  gout: ["M10", "M1A"],
  cataract: ["H25", "H26"],
};

/** Two of one line may be one disease: a later one may be the same as an earlier one or come of it. */
const perhapsOneDisease: readonly (readonly string[])[] = [
  ["heart failure", "I42", "I43", "I51", "I09"],
  ["ischemic heart disease", "I51"],
  ["atrial fibrillation", "I47", "I49"],
  ["stroke", "I65", "I66", "I67", "I68", "G45", "G46", "G81"],
  ["peripheral vascular disease", "I74", "I75", "I77", "I79", "L97"],
  ["I34", "I35", "I36", "I37", "I38", "I05", "I06", "I07", "I08"],
  ["diabetes", "G60", "G62", "G63", "H35", "H36", "L97"],
  ["hypothyroidism", "E89", "E06", "E04", "E05", "E07"],
  [
    "chronic kidney disease",
    "N03",
    "N04",
    "N05",
    "N07",
    "N11",
    "N12",
    "N14",
    "N15",
    "N25",
    "N26",
    "N27",
    "N28",
  ],
  ["chronic obstructive pulmonary disease", "J47"],
  ["J84", "J60", "J61", "J62", "J63", "J64", "J67", "J82"],
  ["K70", "K71", "K72", "K73", "K74", "K75", "K76", "B18"],
  ["K21", "K20", "K22"],
  ["K50", "K51", "K52"],
  ["depression", "bipolar disorder", "psychosis", "F39"],
  ["depression", "F43"],
  ["anxiety", "F42", "F43"],
  ["dementia", "F04", "F06"],
  ["Parkinson disease", "G22", "G23"],
  ["osteoarthritis", "M12", "M13", "M47"],
  ["rheumatoid arthritis", "M08", "M12", "M13", "M45", "M46"],
  ["M47", "M48", "M51", "M50", "M53", "M43", "M54"],
  ["osteoporosis", "M85", "M84"],
  ["gout", "E79"],
  ["M32", "M33", "M34", "M35"],
  ["D50", "D51", "D52", "D53", "D55", "D58", "D59", "D60", "D61", "D64"],
  ["H40", "H42"],
  ["G43", "G44"],
  ["G47", "F51"],
];

/** For every disease of these lines, those that stand before it in one of them. */
const earlierOf: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  [...new Set(perhapsOneDisease.flat())].map((disease) => [
    disease,
    new Set(perhapsOneDisease.flatMap((line) => line.slice(0, Math.max(0, line.indexOf(disease))))),
  ]),
);

/** Categories for what another listed disease does to the body: each may be part of any of them. */
const partOfAnother: ReadonlySet<string> = new Set(
  "D63 E88 G53 G55 G59 G73 G89 G94 G99 I32 I39 I41 I52 I98 J17 J99 K77 K87 L99 M14 M36 M63 M90 N08 N16 N22 N29 N33".split(
    " ",
  ),
);

const groupOf: ReadonlyMap<string, string> = new Map(
  Object.entries(oneDisease).flatMap(([group, categories]) =>
    categories.map((category) => [category, group]),
  ),
);

const category = (icd10: string) => icd10.trim().toUpperCase().slice(0, 3);

/** The disease an ICD-10-CM code stands for, whatever its detail: E11.9 and E11.65 are both diabetes. */
export function diseaseOf(icd10: string): string {
  const found = category(icd10);
  return groupOf.get(found) ?? found;
}

/** Whether a text has the form of an ICD-10-CM code. */
export const isIcd10 = (text: string): boolean => /^[A-Z]\d[0-9A-Z]/.test(category(text));

/** Symptoms, injuries, external causes and status codes (R, S, T, V to Z) are no chronic conditions. */
export const isNeverChronic = (icd10: string): boolean => /^\s*[RSTV-Z]/i.test(icd10);

/** A disease whose code says that it may belong to whatever else the patient has. */
export const mayBePartOfAny = (disease: string): boolean => partOfAnother.has(disease);

const isCancer = (disease: string) => /^C\d/.test(disease) || disease === "C7A" || disease === "C7B";

/** Whether the first may be the same disease as the second, or come of it: a second cancer may be a spread. */
export function mayComeOf(disease: string, other: string): boolean {
  if (isCancer(disease) && isCancer(other)) return other < disease;
  return earlierOf.get(disease)?.has(other) === true;
}
