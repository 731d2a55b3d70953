/** A finding as this practice codes it. No `icd10`: the problem list knows it in SNOMED CT alone. */
export interface Disease {
  readonly text: string;
  readonly snomed: string;
  readonly icd10?: string;
}

export const diseases = {
  hypertension: { text: "High blood pressure", snomed: "59621000", icd10: "I10" },
  diabetes: { text: "Type 2 diabetes", snomed: "44054006", icd10: "E11.9" },
  diabetesWithKidney: {
    text: "Type 2 diabetes with kidney disease",
    snomed: "771000119108",
    icd10: "E11.22",
  },
  kidneyStage3: { text: "Chronic kidney disease, stage 3a", snomed: "700378005", icd10: "N18.31" },
  kidneyStage4: { text: "Chronic kidney disease, stage 4", snomed: "431857002", icd10: "N18.4" },
  heartFailure: { text: "Chronic systolic heart failure", snomed: "441481004", icd10: "I50.22" },
  coronary: { text: "Coronary artery disease", snomed: "53741008", icd10: "I25.10" },
  fibrillation: { text: "Atrial fibrillation", snomed: "49436004", icd10: "I48.91" },
  lipids: { text: "High blood lipids", snomed: "55822004", icd10: "E78.5" },
  copd: { text: "Chronic obstructive lung disease", snomed: "13645005", icd10: "J44.9" },
  asthma: { text: "Asthma, moderate persistent", snomed: "427295004", icd10: "J45.40" },
  depression: { text: "Depression", snomed: "35489007", icd10: "F32.A" },
  alzheimer: { text: "Alzheimer disease", snomed: "26929004", icd10: "G30.9" },
  parkinson: { text: "Parkinson disease", snomed: "49049000", icd10: "G20.A1" },
  arthritis: { text: "Rheumatoid arthritis", snomed: "69896004", icd10: "M06.9" },
  kneeArthrosis: { text: "Osteoarthritis of both knees", snomed: "239873007", icd10: "M17.0" },
  osteoporosis: { text: "Osteoporosis", snomed: "64859006", icd10: "M81.0" },
  thyroid: { text: "Underactive thyroid", snomed: "40930008", icd10: "E03.9" },
  apnea: { text: "Obstructive sleep apnea", snomed: "78275009", icd10: "G47.33" },
  diastolicFailure: { text: "Chronic diastolic heart failure", snomed: "441530006", icd10: "I50.32" },
  kidneyStage3b: { text: "Chronic kidney disease, stage 3b", snomed: "700379002", icd10: "N18.32" },
  neuropathy: { text: "Type 2 diabetes with nerve disease", snomed: "230572002", icd10: "E11.42" },
  arterial: { text: "Peripheral artery disease", snomed: "399957001", icd10: "I73.9" },
  vascularDementia: { text: "Vascular dementia", snomed: "429998004", icd10: "F01.50" },
  anxiety: { text: "Anxiety", snomed: "197480006", icd10: "F41.9" },
  obesity: { text: "Obesity", snomed: "414916001", icd10: "E66.9" },
  gout: { text: "Gout", snomed: "90560007", icd10: "M10.9" },
  glaucoma: { text: "Glaucoma", snomed: "23986001", icd10: "H40.9" },
  reflux: { text: "Acid reflux", snomed: "235595009", icd10: "K21.9" },
  prostateCancer: { text: "Prostate cancer", snomed: "399068003", icd10: "C61" },
  breastCancer: { text: "Breast cancer", snomed: "254837009", icd10: "C50.919" },
  bronchitis: { text: "Acute bronchitis", snomed: "10509002", icd10: "J20.9" },
  pneumonia: { text: "Pneumonia", snomed: "233604007", icd10: "J18.9" },
  urinaryInfection: { text: "Urinary tract infection", snomed: "68566005", icd10: "N39.0" },
  livesAlone: { text: "Lives alone", snomed: "105529008", icd10: "Z60.2" },
  limitedContact: { text: "Limited social contact", snomed: "423315002" },
  notWorking: { text: "Not in the labor force", snomed: "741062008" },
  stress: { text: "Under stress", snomed: "73595000" },
} as const satisfies Record<string, Disease>;

export type DiseaseName = keyof typeof diseases;
