import { expect, it } from "vitest";
import { diseaseOf } from "../../server/rules/figures/disease-groups.ts";
import { diseaseOfSnomed } from "../../server/rules/figures/snomed-diseases.ts";
import { type Disease, diseases } from "../sandbox-ehr/patients/diseases.ts";
import { answerTo } from "./vector.ts";

const coded = Object.values<Disease>(diseases).flatMap(({ text, snomed, icd10 }) =>
  icd10 !== undefined && diseaseOfSnomed(snomed) !== undefined ? [{ text, snomed, icd10 }] : [],
);

it("knows the practice's chronic diseases", () => {
  expect(coded.length).toBeGreaterThan(15);
});

it.each(coded)("names $text the same in both terminologies", ({ snomed, icd10 }) => {
  expect(diseaseOfSnomed(snomed)).toBe(diseaseOf(icd10));
});

it("lets a patient whose problems are coded in SNOMED alone be eligible", () => {
  const conditions = [diseases.diabetes, diseases.hypertension, diseases.thyroid].map(({ text, snomed }) => ({
    snomed,
    label: text,
    clinical_status: "active",
    verification_status: "confirmed",
    expected_12_months_or_until_death: true,
  }));
  const said = answerTo({ change: { conditions } });
  expect(said.eligible).toBe(true);
  expect(said.gaps.map(({ code }) => code)).toEqual(["claim_icd10_missing"]);
});
