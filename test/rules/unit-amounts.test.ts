import { expect, it } from "vitest";
import { unitAmounts } from "../../server/rules/codes/unit-amounts.ts";

const office = { type: "physician_office", pos: "11", timezone: "America/Chicago" } as const;
const department = { ...office, type: "hospital_outpatient", pos: "22" } as const;
const codes = ["99490", "99439", "99491", "99437", "99487", "99489", "G0506"];
const others = { qualifying_apm_participant: false };
const participant = { qualifying_apm_participant: true };

const amountsOf = (month: string, practice: Parameters<typeof unitAmounts>[1]["practice"]) =>
  Object.fromEntries(
    unitAmounts(month, { practice, stays: [] }).map(({ code, amount_usd }) => [code, amount_usd]),
  );
const priced = (amounts: readonly number[]) =>
  Object.fromEntries(amounts.map((amount, at) => [codes[at], amount]));

it.each([
  ["2026, office", "2026-07", { ...office, ...others }, [66.13, 50.44, 89.18, 63.13, 144.29, 78.16, 66.47]],
  [
    "2026, qualifying participant",
    "2026-07",
    { ...office, ...participant },
    [66.46, 50.69, 89.63, 63.44, 145.01, 78.55, 66.8],
  ],
  [
    "2026, hospital department",
    "2026-07",
    { ...department, ...others },
    [43.76, 30.73, 65.47, 43.76, 79.16, 43.76, 38.41],
  ],
  ["2025, office, G0506 not sourced", "2025-07", office, [60.49, 45.93, 82.16, 57.58, 131.65, 70.52]],
  ["2025, hospital department, nothing sourced", "2025-07", department, []],
  ["2027, no rules", "2027-01", { ...office, ...others }, []],
] as const)("%s", (_, month, practice, amounts) => {
  expect(amountsOf(month, practice)).toEqual(priced(amounts));
});
