import type { Observation } from "fhir/r4";
import { coding, concept } from "../patients/codes.ts";
import { at, daysBefore } from "../patients/dates.ts";
import { diastolic, type Measure, systolic, weight } from "./measures.ts";
import type { PanelChart } from "./panel-chart.ts";
import type { Random } from "./random.ts";

/** The values of about a year: vital signs every four months or so, laboratory results every half year. */
export function resultsOf(chart: PanelChart, measures: readonly Measure[]): Observation[] {
  const { random, patient } = chart;
  const since = random.between(3, 60);
  const taken = [0, 1, 2].flatMap((visit) => {
    const daysAgo = since + visit * random.between(100, 125);
    return [bloodPressure(chart, daysAgo), observed(chart, weight, daysAgo)];
  });
  const tested = measures.flatMap((measure) =>
    [0, 1].map((half) => observed(chart, measure, since + half * 180)),
  );
  return [...taken, ...tested].map((one, index) => ({ ...one, id: `${patient}-result-${index + 1}` }));
}

function observed(chart: PanelChart, measure: Measure, daysAgo: number): Observation {
  const { unit, ucum, category, loinc, text } = measure;
  return {
    ...start(chart, category, daysAgo),
    code: concept("loinc", loinc, text),
    valueQuantity: { value: valueIn(measure, chart.random), ...unitOf(unit, ucum) },
  };
}

function bloodPressure(chart: PanelChart, daysAgo: number): Observation {
  const part = (code: string, text: string, range: readonly [number, number]) => ({
    code: concept("loinc", code, text),
    valueQuantity: { value: chart.random.between(...range), ...unitOf("mmHg", "mm[Hg]") },
  });
  return {
    ...start(chart, "vital-signs", daysAgo),
    code: concept("loinc", "85354-9", "Blood pressure"),
    component: [
      part("8480-6", "Systolic blood pressure", systolic),
      part("8462-4", "Diastolic blood pressure", diastolic),
    ],
  };
}

function start({ patient, now }: PanelChart, category: Measure["category"], daysAgo: number) {
  return {
    resourceType: "Observation" as const,
    status: "final" as const,
    category: [{ coding: [coding("observationCategory", category)] }],
    subject: { reference: `Patient/${patient}` },
    effectiveDateTime: at(daysBefore(now, daysAgo), "10:10"),
  };
}

function valueIn({ range: [least, most], decimals }: Measure, random: Random): number {
  const scale = 10 ** decimals;
  return random.between(Math.round(least * scale), Math.round(most * scale)) / scale;
}

function unitOf(unit: string, code: string) {
  return { unit, system: "http://unitsofmeasure.org", code };
}
