import type { Observation } from "fhir/r4";
import { coding, concept } from "../patients/codes.ts";
import { at, daysBefore } from "../patients/dates.ts";
import type { VisitPlan } from "../patients/patient-plan.ts";
import type { Body } from "./body.ts";
import type { Measure } from "./measures.ts";
import type { PanelChart } from "./panel-chart.ts";
import type { Random } from "./random.ts";

interface Measured {
  readonly body: Body;
  readonly measures: readonly Measure[];
}

/** Vital signs at the last visits in person, and laboratory results before the last visit and half a year earlier. */
export function resultsOf(chart: PanelChart, { body, measures }: Measured): Observation[] {
  const seen = chart.visits.filter(isInPerson).map(({ daysAgo = 0 }) => daysAgo);
  const visits = seen.toSorted((one, other) => one - other).slice(0, 3);
  const drawn = (visits[0] ?? chart.visits[0]?.daysAgo ?? 30) + 3;
  return [
    ...visits.flatMap((daysAgo) => [bloodPressure(chart, body, daysAgo), weight(chart, body, daysAgo)]),
    ...visits.slice(-1).map((daysAgo) => height(chart, body, daysAgo)),
    ...measures.flatMap((measure) => tested(chart, measure, [drawn, drawn + 180])),
  ].map((one, index) => ({ ...one, id: `${chart.patient}-result-${index + 1}` }));
}

function isInPerson({ class: kind = "AMB", status = "finished", daysAgo, by = "pr-1" }: VisitPlan): boolean {
  return kind === "AMB" && status === "finished" && daysAgo !== undefined && by === "pr-1";
}

/** One laboratory value on each of the days: about the patient's own level, within the measure's range. */
function tested(chart: PanelChart, measure: Measure, days: readonly number[]): Observation[] {
  const [least, most] = measure.range;
  const level = decimal(chart.random, [least + measure.swing, most - measure.swing]);
  return days.map((daysAgo) => ({
    ...start(chart, "laboratory", daysAgo),
    code: concept("loinc", measure.loinc, measure.text),
    valueQuantity: quantity(near(chart.random, level, measure.swing), measure),
  }));
}

function weight(chart: PanelChart, { weightKg }: Body, daysAgo: number): Observation {
  return {
    ...start(chart, "vital-signs", daysAgo),
    code: concept("loinc", "29463-7", "Body weight"),
    valueQuantity: quantity(near(chart.random, weightKg, 1.5), { unit: "kg", ucum: "kg", decimals: 1 }),
  };
}

function height(chart: PanelChart, { heightCm }: Body, daysAgo: number): Observation {
  return {
    ...start(chart, "vital-signs", daysAgo),
    code: concept("loinc", "8302-2", "Body height"),
    valueQuantity: quantity(heightCm, { unit: "cm", ucum: "cm", decimals: 0 }),
  };
}

function bloodPressure(chart: PanelChart, body: Body, daysAgo: number): Observation {
  const part = (code: string, text: string, value: number) => ({
    code: concept("loinc", code, text),
    valueQuantity: quantity(value, { unit: "mmHg", ucum: "mm[Hg]", decimals: 0 }),
  });
  return {
    ...start(chart, "vital-signs", daysAgo),
    code: concept("loinc", "85354-9", "Blood pressure"),
    component: [
      part("8480-6", "Systolic blood pressure", near(chart.random, body.systolic, 8)),
      part("8462-4", "Diastolic blood pressure", near(chart.random, body.diastolic, 5)),
    ],
  };
}

function start({ patient, today }: PanelChart, category: "laboratory" | "vital-signs", daysAgo: number) {
  return {
    resourceType: "Observation" as const,
    status: "final" as const,
    category: [{ coding: [coding("observationCategory", category)] }],
    subject: { reference: `Patient/${patient}` },
    effectiveDateTime: at(daysBefore(today, daysAgo), "10:10"),
  };
}

function near(random: Random, level: number, swing: number): number {
  return decimal(random, [level - swing, level + swing]);
}

function decimal(random: Random, [least, most]: readonly [number, number]): number {
  return random.between(Math.round(least * 10), Math.round(most * 10)) / 10;
}

function quantity(value: number, { unit, ucum, decimals }: Pick<Measure, "unit" | "ucum" | "decimals">) {
  const scale = 10 ** decimals;
  return { value: Math.round(value * scale) / scale, unit, system: "http://unitsofmeasure.org", code: ucum };
}
