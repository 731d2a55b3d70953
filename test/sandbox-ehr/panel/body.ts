import type { DiseaseName } from "../patients/diseases.ts";
import type { PatientPlan } from "../patients/patient-plan.ts";
import { seeded } from "./random.ts";

/** What does not change from visit to visit, or hardly. */
export interface Body {
  readonly heightCm: number;
  readonly weightKg: number;
  /** In mmHg, about which the readings move. */
  readonly systolic: number;
  readonly diastolic: number;
}

const shortest = { female: 150, male: 164 } as const;

/** The same for both records of a person who was registered twice. Obesity is a body mass index of 30 or more (WHO). */
export function bodyOf(
  { id, samePersonAs = id, gender }: PatientPlan,
  diseases: readonly DiseaseName[],
): Body {
  const random = seeded(2000 + Number(samePersonAs.slice(1)));
  const heightCm = shortest[gender] + random.between(0, 20);
  const [tall, index] = [heightCm / 100, random.between(0, 70) / 10];
  const systolic = diseases.includes("hypertension") ? random.between(126, 154) : random.between(112, 130);
  return {
    heightCm,
    weightKg: tall * tall * (diseases.includes("obesity") ? 31.5 + index : 21 + index),
    systolic,
    diastolic: Math.round(systolic / 2) + random.between(6, 14),
  };
}
