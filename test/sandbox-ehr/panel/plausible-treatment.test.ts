import { describe, expect, it } from "vitest";
import { activeCodes, ofType, type PanelPatient, panelCharts, takes, valuesOf } from "./read-panel.ts";

const charts = ["2024-02-29T00:30:00Z", "2026-03-01T06:30:00Z", "2026-11-21T18:00:00Z"].flatMap((moment) =>
  panelCharts(new Date(moment)),
);

const diabetes = ["E11.9", "E11.22", "E11.42", "44054006", "771000119108", "230572002"];
const kidney = ["N18.31", "N18.32", "N18.4", "700378005", "700379002", "431857002"];

function has(chart: PanelPatient, ...codes: readonly string[]): boolean {
  const active = activeCodes(chart);
  return codes.some((code) => active.has(code));
}

/** The lowest filtration rate in the chart. */
const filtration = (chart: PanelPatient) => Math.min(...valuesOf(chart, "98979-8"));

function allergic(chart: PanelPatient, word: string): boolean {
  return ofType(chart.resources, "AllergyIntolerance").some(({ code }) => code?.text?.includes(word));
}

function spread(values: readonly number[]): number {
  return values.length === 0 ? 0 : Math.max(...values) - Math.min(...values);
}

function bodyMass(chart: PanelPatient): number[] {
  const [height = Number.NaN] = valuesOf(chart, "8302-2");
  return valuesOf(chart, "29463-7").map((kilograms) => kilograms / (height / 100) ** 2);
}

/**
 * What no chart of the panel may be. `of` says of whom the line is, and somebody must be; the sources are the
 * labels of the medicines and KDIGO's stages.
 */
const rules: readonly {
  readonly name: string;
  readonly of: (chart: PanelPatient) => boolean;
  readonly never: (chart: PanelPatient) => boolean;
}[] = [
  {
    name: "a weight moves by 6 kg at most in the time shown",
    of: (chart) => valuesOf(chart, "29463-7").length > 1,
    never: (chart) => spread(valuesOf(chart, "29463-7")) > 6,
  },
  {
    name: "obesity means a body mass index of 30 or more, at every visit",
    of: (chart) => has(chart, "E66.9", "414916001") && bodyMass(chart).length > 0,
    never: (chart) => bodyMass(chart).some((index) => !(index >= 30 && index < 45)),
  },
  {
    name: "nobody else is so heavy, and nobody is starved",
    of: (chart) => !has(chart, "E66.9", "414916001") && bodyMass(chart).length > 0,
    never: (chart) => bodyMass(chart).some((index) => !(index >= 18.5 && index < 30)),
  },
  {
    name: "diabetes has an A1c of 6 to 10.5 %, which moves by 1.5 at most, and nobody else has one",
    of: (chart) => has(chart, ...diabetes),
    never: (chart) => {
      const values = valuesOf(chart, "4548-4");
      return values.length !== 2 || spread(values) > 1.5 || values.some((one) => one < 6 || one > 10.5);
    },
  },
  {
    name: "without diabetes no A1c, no insulin, no metformin",
    of: (chart) => !has(chart, ...diabetes),
    never: (chart) => valuesOf(chart, "4548-4").length > 0 || takes(chart, "insulin", "metformin"),
  },
  {
    name: "kidney disease of diabetes has a stage",
    of: (chart) => has(chart, "E11.22", "771000119108"),
    never: (chart) => !has(chart, ...kidney),
  },
  {
    name: "diabetes beside kidney disease is not one without complications",
    of: (chart) => has(chart, ...kidney) && has(chart, ...diabetes),
    never: (chart) => has(chart, "E11.9", "44054006"),
  },
  ...(
    [
      ["G3a", "700378005", 45, 59],
      ["G3b", "700379002", 30, 44],
      ["G4", "431857002", 15, 29],
    ] as const
  ).map(([stage, code, least, most]) => ({
    name: `${stage} shows in every filtration rate`,
    of: (chart: PanelPatient) => has(chart, code),
    never: (chart: PanelPatient) => valuesOf(chart, "98979-8").some((one) => one < least || one > most),
  })),
  {
    name: "without kidney disease the filtration rate is 60 or more",
    of: (chart) => !has(chart, ...kidney),
    never: (chart) => valuesOf(chart, "98979-8").length === 0 || filtration(chart) < 60,
  },
  {
    name: "nobody has two stages of kidney disease",
    of: (chart) => has(chart, ...kidney),
    never: (chart) => ["700378005", "700379002", "431857002"].filter((one) => has(chart, one)).length > 1,
  },
  {
    name: "below a filtration rate of 30 no metformin, thiazide or alendronate",
    of: (chart) => filtration(chart) < 30,
    never: (chart) => takes(chart, "metformin", "thiazide", "alendron"),
  },
  {
    name: "a sulfonamide allergy keeps thiazide and furosemide away",
    of: (chart) => allergic(chart, "sulfonamide"),
    never: (chart) => takes(chart, "thiazide", "furosemide"),
  },
  {
    name: "asthma keeps beta blockers away",
    of: (chart) => has(chart, "J45.40", "427295004"),
    never: (chart) => takes(chart, "metoprolol"),
  },
  {
    name: "gout keeps thiazide away",
    of: (chart) => has(chart, "M10.9"),
    never: (chart) => takes(chart, "thiazide"),
  },
  {
    name: "heart failure has its diuretic, and no thiazide beside it",
    of: (chart) => has(chart, "I50.22", "I50.32"),
    never: (chart) => takes(chart, "thiazide") || !takes(chart, "furosemide"),
  },
  {
    name: "reflux keeps alendronate away",
    of: (chart) => has(chart, "K21.9"),
    never: (chart) => takes(chart, "alendron"),
  },
  {
    name: "atrial fibrillation has one anticoagulant, nobody else has any",
    of: (chart) => has(chart, "I48.91", "49436004"),
    never: (chart) => takes(chart, "warfarin") === takes(chart, "apixaban"),
  },
  {
    name: "no anticoagulant without atrial fibrillation",
    of: (chart) => !has(chart, "I48.91", "49436004"),
    never: (chart) => takes(chart, "warfarin", "apixaban"),
  },
  {
    name: "cancer of the prostate is a man's, and of the breast here a woman's",
    of: (chart) => has(chart, "C61", "C50.919"),
    never: (chart) => chart.patient.gender !== (has(chart, "C61") ? "male" : "female"),
  },
  {
    name: "no medicine twice",
    of: (chart) => ofType(chart.resources, "MedicationRequest").length > 1,
    never: (chart) => {
      const texts = ofType(chart.resources, "MedicationRequest").map(
        (one) => one.medicationCodeableConcept?.text,
      );
      return new Set(texts).size < texts.length;
    },
  },
  {
    name: "a systolic pressure stands 25 or more above its diastolic",
    of: (chart) => ofType(chart.resources, "Observation").some(({ component }) => component),
    never: (chart) =>
      ofType(chart.resources, "Observation").some(({ component }) => {
        const [systolic, diastolic] = component?.map((one) => one.valueQuantity?.value ?? 0) ?? [];
        return systolic !== undefined && diastolic !== undefined && systolic - diastolic < 25;
      }),
  },
];

describe.each(rules)("$name", ({ of, never }) => {
  it("in each of the two hundred charts it is about", () => {
    const meant = charts.filter(of);
    expect(meant.length).toBeGreaterThan(0);
    expect(meant.filter(never).map(({ id, today }) => `${id} on ${today}`)).toEqual([]);
  });
});
