import { describe, expect, it } from "vitest";
import { assembleFacts } from "../../fhir-mappings/month-facts.ts";
import { chart, coverage, inputOf } from "./chart.builder.ts";

const kind = { coding: [{ system: "http://terminology.hl7.org/CodeSystem/coverage-class", code: "plan" }] };
const plan = (name: string | undefined, value = "ADV-1") => ({
  type: kind,
  value,
  ...(name === undefined ? {} : { name }),
});
const sopt = (code: string) => ({ type: { coding: [{ system: "https://nahdo.org/sopt", code }] } });
const advantage = (change: object = {}) =>
  coverage({ ...sopt("111"), class: [plan("Sunrise Gold")], ...change });
const maybe = { period: { start: "2026-03-10" } };

const planOf = (...coverages: readonly object[]) =>
  assembleFacts(inputOf(chart({ Coverage: coverages }))).facts.payer?.plan;

describe("the patient's plan", () => {
  it.each([
    ["by its name", [advantage()], "Sunrise Gold"],
    ["by its number where it has no name", [advantage({ class: [plan(undefined)] })], "ADV-1"],
    ["of a commercial payer", [advantage({ ...sopt("5"), class: [plan("Mutual")] })], "Mutual"],
    ["named twice alike", [advantage(), advantage({ id: "second" })], "Sunrise Gold"],
  ])("is read %s", (_, coverages, name) => expect(planOf(...coverages)).toBe(name));

  it.each([
    ["two differ", [advantage(), advantage({ id: "second", class: [plan("Moon")] })]],
    ["one of two names none", [advantage(), advantage({ id: "second", class: [] })]],
    [
      "another may hold for part of the month",
      [advantage(), advantage({ id: "s", ...maybe, class: [plan("Moon")] })],
    ],
    ["one Coverage names two", [advantage({ class: [plan("Sunrise Gold"), plan("Moon")] })]],
    [
      "its class is of another kind",
      [advantage({ class: [{ type: { text: "plan" }, value: "Sunrise Gold" }] })],
    ],
    ["Medicare itself pays", [coverage({ ...sopt("121"), class: [plan("Part B")] })]],
  ])("is not known where %s", (_, coverages) => expect(planOf(...coverages)).toBeUndefined());
});
