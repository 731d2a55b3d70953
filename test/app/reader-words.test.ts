import { describe, expect, it } from "vitest";
import { exclusionWords, gapWords } from "../../app/month/reader-words.ts";
import { gapFixes } from "../../server/rules/notices/gap-texts.ts";
import { exclusionRules } from "../../server/rules/time/exclusion-reason.ts";

const gapCodes = Object.keys(gapFixes).filter((code) => code !== "care_plan_element");

describe("the words for the engine's codes", () => {
  it.each(Object.keys(exclusionRules))("say why time does not count: %s", (reason) => {
    expect(exclusionWords(reason)).not.toMatch(/^Another reason/);
  });

  it.each([
    ["overlapping_time", "Overlap: a minute counts once"],
    ["shared_with_other_patients", "Shared with other patients"],
    ["not_known", "Not known: something that decides it"],
  ])("say it plainly: %s", (reason, words) => expect(exclusionWords(reason)).toBe(words));

  it("say so of a reason that is newer than this screen", () => {
    expect(exclusionWords("on_the_moon")).toBe("Another reason: on the moon");
  });

  it.each(gapCodes)("say what a soft finding is about: %s", (code) => {
    expect(gapWords(code, "")).not.toBe("");
  });

  it.each([
    ["no_patient_contact_this_month", "No counted entry reached the patient"],
    ["renew_consent", "Consent names another practitioner"],
    ["care_plan_element:caregiver_assessment", "Care plan has no caregiver assessment"],
  ])("say no more than the engine found: %s", (code, words) => expect(gapWords(code, "")).toBe(words));
});
