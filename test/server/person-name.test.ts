import { describe, expect, it } from "vitest";
import { PersonFields } from "../../server/contract/index.ts";
import { nameOf } from "../../server/staff.ts";
import { clinicalStaff } from "./people.ts";

function named(name: string, credential: string): string {
  const stored = { id: "7b1c8c1e-0000-4000-8000-000000000000", version: 1, by: "Test", at: "2026-01-01" };
  return nameOf({ ...clinicalStaff(name, []), credential, ...stored });
}

describe("a name in a record", () => {
  it.each([
    ["MARNIE S", "RN", "MARNIE S, RN"],
    ["Ana Ortiz", "RN", "Ana Ortiz, RN"],
    ["Ana Ortiz, RN", "RN", "Ana Ortiz, RN"],
    ["RN Ana Ortiz", "RN", "RN Ana Ortiz"],
    ["Ana Ortiz (RN)", "RN", "Ana Ortiz (RN)"],
    ["Ana BSN-RN Ortiz", "RN", "Ana BSN-RN Ortiz"],
    ["Ana Ortiz, BSN", "RN", "Ana Ortiz, BSN, RN"],
    ["MARNIE S, RN", "RN", "MARNIE S, RN"],
    ["Ana Ortiz, RN2", "RN", "Ana Ortiz, RN2, RN"],
    ["ÉRNA S", "RN", "ÉRNA S, RN"],
    ["Ana RaN. Ortiz", "R.N.", "Ana RaN. Ortiz, R.N."],
    ["Ana Ortiz, R.N.", "R.N.", "Ana Ortiz, R.N."],
    ["Ana Ortiz", "RN (BC)", "Ana Ortiz, RN (BC)"],
    ["Ana Ortiz, RN (BC)", "RN (BC)", "Ana Ortiz, RN (BC)"],
  ])("%s with the credential %s is %s", (name, credential, shown) => {
    expect(named(name, credential)).toBe(shown);
  });
});

describe("the kind of practitioner", () => {
  it.each([
    ["practitioner", true],
    ["other_practitioner", true],
    ["clinical_staff", false],
    ["non_clinical", false],
  ] as const)("said of a %s is taken: %s", (role, taken) => {
    const fields = { ...clinicalStaff("Ana Ortiz", []), role };
    expect(PersonFields.safeParse(fields).success).toBe(true);
    const { success, error } = PersonFields.safeParse({ ...fields, practitioner_type: "MD" });
    expect(success).toBe(taken);
    const message = "is said of a practitioner or other practitioner only: leave it out for this role";
    expect(error?.issues ?? []).toEqual(
      taken ? [] : [expect.objectContaining({ path: ["practitioner_type"], message })],
    );
  });
});
