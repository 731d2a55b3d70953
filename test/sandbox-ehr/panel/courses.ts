import type { DiseaseName } from "../patients/diseases.ts";

/** What tends to come together in one person: the diseases that lead, and others with how often in a hundred. */
export interface Course {
  readonly leading: readonly DiseaseName[];
  readonly companions: readonly (readonly [disease: DiseaseName, percent: number])[];
  /** The youngest and the oldest such patient. */
  readonly ages: readonly [number, number];
  readonly gender?: "female" | "male";
}

/** The diseases hospice care is for. */
const lifeLimiting: readonly DiseaseName[] = [
  "heartFailure",
  "copd",
  "alzheimer",
  "vascularDementia",
  "parkinson",
  "prostateCancer",
  "breastCancer",
];

/** Whether the first disease of a course may shorten life so far that hospice care is at hand. */
export function shortensLife({ leading: [first] }: Course): boolean {
  return first !== undefined && lifeLimiting.includes(first);
}

/**
 * The courses of disease of the panel, one in this list as common as the next. No disease stands twice in one
 * course, nor in two grades. The youngest are 66 at the end of this year: all are of Medicare's age already.
 */
export const courses: readonly [Course, ...Course[]] = [
  {
    leading: ["diabetes", "hypertension"],
    companions: [
      ["lipids", 75],
      ["obesity", 45],
      ["apnea", 20],
      ["depression", 20],
      ["gout", 12],
    ],
    ages: [66, 82],
  },
  {
    leading: ["kidneyStage3", "diabetesWithKidney", "hypertension"],
    companions: [
      ["lipids", 70],
      ["coronary", 30],
      ["neuropathy", 25],
      ["gout", 15],
    ],
    ages: [67, 86],
  },
  {
    leading: ["heartFailure", "coronary"],
    companions: [
      ["fibrillation", 40],
      ["hypertension", 70],
      ["kidneyStage3b", 35],
      ["copd", 25],
      ["lipids", 60],
    ],
    ages: [68, 92],
  },
  {
    leading: ["diastolicFailure", "hypertension"],
    companions: [
      ["fibrillation", 45],
      ["obesity", 40],
      ["diabetes", 35],
      ["kidneyStage3", 30],
      ["apnea", 20],
    ],
    ages: [70, 93],
  },
  {
    leading: ["copd", "hypertension"],
    companions: [
      ["coronary", 30],
      ["anxiety", 25],
      ["osteoporosis", 25],
      ["reflux", 30],
      ["arterial", 15],
    ],
    ages: [66, 88],
  },
  {
    leading: ["fibrillation", "hypertension"],
    companions: [
      ["lipids", 55],
      ["thyroid", 20],
      ["kneeArthrosis", 30],
      ["glaucoma", 15],
    ],
    ages: [68, 91],
  },
  {
    leading: ["alzheimer", "hypertension"],
    companions: [
      ["depression", 35],
      ["osteoporosis", 30],
      ["thyroid", 20],
      ["lipids", 35],
    ],
    ages: [74, 95],
  },
  {
    leading: ["vascularDementia", "coronary"],
    companions: [
      ["hypertension", 80],
      ["diabetes", 30],
      ["arterial", 25],
    ],
    ages: [73, 93],
  },
  {
    leading: ["kneeArthrosis", "osteoporosis"],
    companions: [
      ["hypertension", 60],
      ["depression", 25],
      ["thyroid", 25],
      ["reflux", 25],
    ],
    ages: [69, 90],
    gender: "female",
  },
  {
    leading: ["arthritis", "osteoporosis"],
    companions: [
      ["hypertension", 50],
      ["anxiety", 20],
      ["lipids", 40],
    ],
    ages: [66, 84],
    gender: "female",
  },
  {
    leading: ["coronary", "lipids"],
    companions: [
      ["hypertension", 80],
      ["diabetes", 35],
      ["arterial", 25],
      ["reflux", 20],
    ],
    ages: [66, 87],
  },
  {
    leading: ["prostateCancer", "hypertension"],
    companions: [
      ["lipids", 50],
      ["kidneyStage3", 20],
      ["glaucoma", 12],
    ],
    ages: [68, 88],
    gender: "male",
  },
  {
    leading: ["breastCancer", "osteoporosis"],
    companions: [
      ["hypertension", 55],
      ["anxiety", 30],
      ["thyroid", 20],
    ],
    ages: [66, 84],
    gender: "female",
  },
  {
    leading: ["parkinson", "depression"],
    companions: [
      ["hypertension", 45],
      ["osteoporosis", 20],
      ["reflux", 20],
    ],
    ages: [68, 88],
  },
  {
    leading: ["asthma", "reflux"],
    companions: [
      ["obesity", 40],
      ["depression", 30],
      ["hypertension", 50],
      ["apnea", 25],
    ],
    ages: [66, 80],
  },
];
