import fc from "fast-check";
import { expect, it } from "vitest";
import { factInWords } from "../../fhir-mappings/fact-words.ts";
import { readMonthTask, writeMonthTask } from "../../fhir-mappings/month-task.ts";
import { monthRecord } from "./records.arbitrary.ts";

const [patient, identifier] = ["Patient/p1", "hmac-value"];

it("reads back the same month from an EHR that writes every moment in UTC", () => {
  fc.assert(
    fc.property(monthRecord, (record) => {
      const task = writeMonthTask({ record, patient, identifier });
      const utc = (moment = "") => new Date(moment).toISOString();
      const { start, end } = task.executionPeriod ?? {};
      const normalised = { ...task, executionPeriod: { start: utc(start), end: utc(end) } };
      expect(readMonthTask(normalised)).toEqual({ kind: "record", record, identifier });
    }),
  );
});

const [sample] = fc.sample(monthRecord, { numRuns: 1, seed: 3 });

it.each(["", "Not/A_Zone", "24:00"])("cannot tell the month in the time zone %j", (timezone) => {
  if (!sample) throw new Error("no sample");
  const task = writeMonthTask({ record: { ...sample, timezone: "UTC" }, patient, identifier });
  const input = task.input?.map((one) =>
    one.valueString === "UTC" ? { ...one, valueString: timezone } : one,
  );
  expect(readMonthTask({ ...task, input }).kind).toBe("unusable");
});

const word = { by: "Kim Ito", role: "care manager", on: "2026-03-31" };

it.each<readonly [name: string, words: string]>([
  ["/other_services", "other services of the month that exclude or share time with CCM"],
  ["/prior_ccm_claims_this_month", "CCM already claimed for the month"],
  ["prior_ccm_claims_this_month", "CCM already claimed for the month"],
  ["/payer/part_b", "Medicare Part B"],
  ["payer.part_b", "Medicare Part B"],
  ["/patient/deceased", "whether the patient is alive"],
  ["/risk", "significant risk"],
  ["/conditions/2", "chronic condition expected to last"],
  ["time_entries.0b1f6c1e-58a4-4d0e-9a52-6f3f9d0c7a11.end", "end of a time entry"],
  ["consent.billing_practitioner", "consent billing practitioner"],
  ["99487", "99487"],
  ["/toString", "toString"],
  ["/_/", "a fact without a name"],
])("a reader of the month is told of %s in words", (name, words) => {
  expect(factInWords(name)).toBe(words);
  if (!sample) throw new Error("no sample");
  const record = {
    ...sample,
    timezone: "UTC",
    undetermined: [{ what: name, missing: "something" }],
    attested: { [name]: word },
  };
  const { text, input } = writeMonthTask({ record, patient, identifier });
  expect(text?.div).toContain(`<b>Not known: ${words}</b>`);
  expect(text?.div).toContain(`<b>Attested: ${words}</b>`);
  expect(input?.map((one) => one.type.text)).toContain(`Attestation: ${words}`);
});
