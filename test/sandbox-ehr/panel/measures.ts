import type { DiseaseName } from "../patients/diseases.ts";

/** One kind of laboratory result: what it measures, its unit, and the range a treated patient's values move in. */
export interface Measure {
  readonly text: string;
  readonly loinc: string;
  readonly unit: string;
  /** The Unified Code for Units of Measure. */
  readonly ucum: string;
  readonly range: readonly [number, number];
  /** How far one patient's values lie from that patient's own level. */
  readonly swing: number;
  /** 1 where the value has one digit after the point. */
  readonly decimals: 0 | 1;
}

const a1c = (range: readonly [number, number]): Measure => ({
  text: "Hemoglobin A1c",
  loinc: "4548-4",
  unit: "%",
  ucum: "%",
  range,
  swing: 0.5,
  decimals: 1,
});
const filtration = (range: readonly [number, number]): Measure => ({
  text: "Estimated glomerular filtration rate",
  loinc: "98979-8",
  unit: "mL/min/1.73 m2",
  ucum: "mL/min/{1.73_m2}",
  range,
  swing: 4,
  decimals: 0,
});

/** The results a disease is followed by. The ranges of the kidney stages are KDIGO's G3a, G3b and G4. */
const followed: { readonly [Name in DiseaseName]?: Measure } = {
  diabetes: a1c([6.3, 9.4]),
  diabetesWithKidney: a1c([6.8, 9.9]),
  kidneyStage3: filtration([45, 59]),
  kidneyStage3b: filtration([30, 44]),
  kidneyStage4: filtration([16, 29]),
  lipids: {
    text: "LDL cholesterol",
    loinc: "13457-7",
    unit: "mg/dL",
    ucum: "mg/dL",
    range: [58, 148],
    swing: 12,
    decimals: 0,
  },
};

/** The laboratory results these diseases are followed by; everybody else has a kidney function that is normal. */
export function measuresFor(diseases: readonly DiseaseName[]): readonly Measure[] {
  const found = diseases.flatMap((disease) => followed[disease] ?? []);
  const kidney = found.some(({ loinc }) => loinc === "98979-8");
  return kidney ? found : [...found, filtration([62, 92])];
}
