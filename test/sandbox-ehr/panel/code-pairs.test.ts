import { expect, it } from "vitest";
import { ofType, panelCharts } from "./read-panel.ts";

/**
 * Which ICD-10-CM code goes with which SNOMED CT code, set down apart from the catalogue the seed is made from.
 * A wider SNOMED CT concept may stand for a laterality or a stage that only ICD-10-CM tells.
 */
const agreed = {
  "59621000": "I10",
  "44054006": "E11.9",
  "771000119108": "E11.22",
  "230572002": "E11.42",
  "700378005": "N18.31",
  "700379002": "N18.32",
  "431857002": "N18.4",
  "441481004": "I50.22",
  "441530006": "I50.32",
  "53741008": "I25.10",
  "49436004": "I48.91",
  "55822004": "E78.5",
  "13645005": "J44.9",
  "427295004": "J45.40",
  "35489007": "F32.A",
  "26929004": "G30.9",
  "49049000": "G20.A1",
  "69896004": "M06.9",
  "239873007": "M17.0",
  "64859006": "M81.0",
  "40930008": "E03.9",
  "78275009": "G47.33",
  "399957001": "I73.9",
  "429998004": "F01.50",
  "197480006": "F41.9",
  "414916001": "E66.9",
  "90560007": "M10.9",
  "23986001": "H40.9",
  "235595009": "K21.9",
  "399068003": "C61",
  "254837009": "C50.919",
  "10509002": "J20.9",
  "233604007": "J18.9",
  "68566005": "N39.0",
  "105529008": "Z60.2",
};

it("every problem coded twice says the same in both, and every pair of the list is in use", () => {
  const charts = panelCharts(new Date("2026-11-21T18:00:00Z"));
  const codes = charts.flatMap(({ resources }) =>
    ofType(resources, "Condition").map(
      ({ code }) =>
        new Map(code?.coding?.map((one) => [one.system?.includes("snomed") ? "snomed" : "icd", one.code])),
    ),
  );
  const pairs = codes.flatMap((one) =>
    one.has("icd") ? [`${one.get("snomed") ?? "none"} ${one.get("icd")}`] : [],
  );
  expect([...new Set(pairs)].toSorted()).toEqual(
    Object.entries(agreed)
      .map(([snomed, icd]) => `${snomed} ${icd}`)
      .toSorted(),
  );
});
