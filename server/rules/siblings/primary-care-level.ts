import type { Situation } from "../situation.ts";

/** The level of advanced primary care management for two conditions, or for a beneficiary known to owe nothing. */
export function apcmLevel({ facts, figures }: Situation): string {
  const { twoConditions, twoConditionsQmb } = figures.primaryCareLevels;
  return facts.patient?.qmb === true ? twoConditionsQmb : twoConditions;
}
