import { describe, expect, it } from "vitest";
import { coverage, factsOf, type Row } from "./chart.builder.ts";

const sopt = (code: string) => ({
  type: { coding: [{ system: "urn:oid:2.16.840.1.113883.3.221.5", code }] },
});
const noClass = { class: undefined };

describe("a Coverage", () => {
  it.each<Row>([
    ["Medicare fee for service with Part B", {}, { type: "medicare_ffs", part_b: true }],
    [
      "Parts A and B named in full",
      { class: [{ name: "Medicare Parts A and B" }] },
      { type: "medicare_ffs", part_b: true },
    ],
    ["Medicare fee for service, parts not named", noClass, { type: "medicare_ffs" }],
    ["Medicare fee for service, Part A only", { class: [{ value: "Part A" }] }, { type: "medicare_ffs" }],
    ["Part D alone", { ...sopt("122"), class: [{ value: "Part D" }] }, undefined],
    ["Medicare Advantage", { ...sopt("112"), ...noClass }, { type: "medicare_advantage", part_b: true }],
    ["a dual-eligible plan", { ...sopt("14"), ...noClass }, { type: "medicare_advantage", part_b: true }],
    ["Medicare of either sort", { ...sopt("1"), ...noClass }, undefined],
    ["Medicare of either sort, with Part B", sopt("1"), { part_b: true }],
    ["commercial", { ...sopt("512"), ...noClass }, { type: "commercial" }],
    ["Medicaid only", { ...sopt("2"), ...noClass }, undefined],
    ["self pay, without a type", { type: undefined, ...noClass }, undefined],
    [
      "two types that disagree",
      { type: { coding: [sopt("112"), sopt("512")].flatMap(({ type }) => type.coding) }, ...noClass },
      undefined,
    ],
    ["cancelled", { status: "cancelled" }, undefined],
    ["draft", { status: "draft" }, undefined],
    ["ended the month before", { period: { start: "2020-01-01", end: "2026-02-28" } }, undefined],
    [
      "ending on the month's last day",
      { period: { start: "2020-01-01", end: "2026-03-31" } },
      { type: "medicare_ffs", part_b: true },
    ],
    ["ending a day before the month does", { period: { start: "2020-01-01", end: "2026-03-30" } }, undefined],
    [
      "starting on the month's first day",
      { period: { start: "2026-03-01" } },
      { type: "medicare_ffs", part_b: true },
    ],
    ["starting a day into the month", { period: { start: "2026-03-02" } }, undefined],
    [
      "with an end far in the future",
      { period: { end: "2100-12-31T06:00:00Z" } },
      { type: "medicare_ffs", part_b: true },
    ],
    ["with a period nobody can read", { period: { start: "soon" } }, undefined],
    ["under a modifierExtension", { modifierExtension: [{ url: "urn:x" }] }, undefined],
  ])("%s", (_, change, payer) => {
    expect(factsOf({ Coverage: [coverage(change)] }).payer).toEqual(payer);
  });

  it.each<readonly [string, object[], unknown]>([
    ["none at all is not commercial", [], undefined],
    [
      "Advantage beside the old Medicare card",
      [coverage(), coverage({ ...sopt("11"), ...noClass })],
      { type: "medicare_advantage", part_b: true },
    ],
    [
      "Advantage for a part of the month",
      [coverage(), coverage({ ...sopt("11"), period: { end: "2026-03-15" } })],
      undefined,
    ],
    [
      "a supplement beside Medicare",
      [coverage(), coverage({ ...sopt("5"), ...noClass })],
      { type: "medicare_ffs", part_b: true },
    ],
    [
      "commercial beside one that cannot be told",
      [coverage({ ...sopt("5"), ...noClass }), coverage({ type: undefined, ...noClass })],
      undefined,
    ],
  ])("%s", (_, coverages, payer) => {
    expect(factsOf({ Coverage: coverages }).payer).toEqual(payer);
  });
});
