import type { DiseaseName } from "../patients/diseases.ts";

/** A medicine as prescribed. No `rxnorm`: the chart knows it by its words alone, as charts do. */
export interface Medicine {
  readonly text: string;
  readonly rxnorm?: string;
  readonly daily: string;
  /** Whoever is allergic to sulfonamides should not have it. */
  readonly sulfonamide?: true;
}

const medicines = {
  metformin: { text: "Metformin 500 mg tablet", rxnorm: "861007", daily: "one tablet twice a day" },
  insulin: { text: "Insulin glargine 100 units/mL pen", daily: "14 units at bedtime" },
  lisinopril: { text: "Lisinopril 10 mg tablet", rxnorm: "314076", daily: "one tablet in the morning" },
  amlodipine: { text: "Amlodipine 5 mg tablet", rxnorm: "197361", daily: "one tablet in the morning" },
  thiazide: {
    text: "Hydrochlorothiazide 25 mg tablet",
    rxnorm: "310798",
    daily: "one tablet in the morning",
    sulfonamide: true,
  },
  simvastatin: { text: "Simvastatin 10 mg tablet", rxnorm: "314231", daily: "one tablet at bedtime" },
  atorvastatin: { text: "Atorvastatin 40 mg tablet", daily: "one tablet at bedtime" },
  metoprolol: {
    text: "Metoprolol succinate 50 mg extended-release tablet",
    daily: "one tablet in the morning",
  },
  furosemide: {
    text: "Furosemide 40 mg tablet",
    rxnorm: "313988",
    daily: "one tablet in the morning",
    sulfonamide: true,
  },
  aspirin: { text: "Aspirin 81 mg tablet", rxnorm: "243670", daily: "one tablet in the morning" },
  warfarin: { text: "Warfarin 5 mg tablet", rxnorm: "855332", daily: "as the clotting clinic says" },
  apixaban: { text: "Apixaban 5 mg tablet", rxnorm: "1364445", daily: "one tablet twice a day" },
  tiotropium: { text: "Tiotropium inhaler", daily: "one inhalation in the morning" },
  salmeterol: {
    text: "Fluticasone and salmeterol inhaler",
    rxnorm: "896209",
    daily: "one inhalation twice a day",
  },
  sertraline: { text: "Sertraline 50 mg tablet", rxnorm: "312941", daily: "one tablet in the morning" },
  donepezil: { text: "Donepezil 10 mg tablet", daily: "one tablet at bedtime" },
  levodopa: { text: "Carbidopa and levodopa 25/100 mg tablet", daily: "one tablet three times a day" },
  methotrexate: { text: "Methotrexate 2.5 mg tablet", daily: "six tablets once a week" },
  zoledronate: { text: "Zoledronic acid infusion", daily: "once a year" },
  alendronate: { text: "Alendronic acid 70 mg tablet", daily: "one tablet once a week" },
  levothyroxine: {
    text: "Levothyroxine 75 mcg tablet",
    rxnorm: "966222",
    daily: "one tablet before breakfast",
  },
  acetaminophen: { text: "Acetaminophen 325 mg tablet", rxnorm: "313782", daily: "two tablets when in pain" },
  allopurinol: { text: "Allopurinol 100 mg tablet", daily: "one tablet in the morning" },
  gabapentin: { text: "Gabapentin 300 mg capsule", daily: "one capsule at bedtime" },
  omeprazole: { text: "Omeprazole 20 mg capsule", daily: "one capsule before breakfast" },
  latanoprost: { text: "Latanoprost eye drops", daily: "one drop in each eye at bedtime" },
  leuprolide: { text: "Leuprolide injection", daily: "every three months" },
  letrozole: { text: "Letrozole 2.5 mg tablet", daily: "one tablet in the morning" },
} as const satisfies Record<string, Medicine>;

type MedicineName = keyof typeof medicines;

const treatments: { readonly [Name in DiseaseName]?: readonly MedicineName[] } = {
  hypertension: ["lisinopril", "amlodipine", "thiazide"],
  diabetes: ["metformin"],
  diabetesWithKidney: ["insulin"],
  neuropathy: ["gabapentin"],
  heartFailure: ["metoprolol", "furosemide"],
  diastolicFailure: ["furosemide"],
  coronary: ["aspirin", "metoprolol"],
  arterial: ["aspirin"],
  fibrillation: ["apixaban", "warfarin"],
  lipids: ["simvastatin", "atorvastatin"],
  copd: ["tiotropium"],
  asthma: ["salmeterol"],
  depression: ["sertraline"],
  anxiety: ["sertraline"],
  alzheimer: ["donepezil"],
  parkinson: ["levodopa"],
  arthritis: ["methotrexate"],
  kneeArthrosis: ["acetaminophen"],
  osteoporosis: ["alendronate", "zoledronate"],
  thyroid: ["levothyroxine"],
  gout: ["allopurinol"],
  reflux: ["omeprazole"],
  glaucoma: ["latanoprost"],
  prostateCancer: ["leuprolide"],
  breastCancer: ["letrozole"],
};

/** Where a list names several for one disease, these two are given together and the others one at a time. */
const together: readonly DiseaseName[] = ["heartFailure", "coronary"];

/** With which diseases a medicine that would do for another is left out, after the medicines' labels. */
const unfit: { readonly [Name in MedicineName]?: readonly DiseaseName[] } = {
  thiazide: ["gout", "heartFailure", "diastolicFailure", "kidneyStage4"],
  metformin: ["kidneyStage4"],
  metoprolol: ["asthma"],
  alendronate: ["reflux", "kidneyStage4"],
  zoledronate: ["kidneyStage4"],
};

/** What is prescribed for these diseases, nothing twice; `choose` picks one of the medicines that would all do. */
export function medicinesFor(
  diseases: readonly DiseaseName[],
  choose: (count: number) => number,
): readonly Medicine[] {
  const fit = (name: MedicineName) => !unfit[name]?.some((disease) => diseases.includes(disease));
  const names = diseases.flatMap((disease): readonly MedicineName[] => {
    const known = (treatments[disease] ?? []).filter(fit);
    const chosen = known[choose(known.length)];
    if (together.includes(disease)) return known;
    return chosen === undefined ? [] : [chosen];
  });
  return [...new Set(names)].map((name) => medicines[name]);
}
