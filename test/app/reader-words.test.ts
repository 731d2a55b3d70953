import { describe, expect, it } from "vitest";
import { gapWords } from "../../app/month/gap-words.ts";
import { blockWords, criterionTitles, exclusionWords } from "../../app/month/reader-words.ts";
import type { Criterion } from "../../server/contract/index.ts";
import { blockReasons } from "../../server/rules/block-reason.ts";
import { gapFixes } from "../../server/rules/notices/gap-texts.ts";
import { exclusionRules } from "../../server/rules/time/exclusion-reason.ts";
import { answerTo } from "../rules/vector.ts";

const reasons = Object.keys(blockReasons);
const groupsOf = (criteria: readonly Criterion[]): string[] =>
  criteria.flatMap(({ id, parts }) => (parts.length === 0 ? [] : [id, ...groupsOf(parts)]));
const asked = { change: { other_services: [{ code: "G0506", status: "requested" }] } };
const groups = groupsOf(answerTo(asked).criteria);

const gapCodes = Object.keys(gapFixes).filter((code) => code !== "care_plan_element");

describe("the words for the engine's codes", () => {
  it.each(reasons)("say why a code is blocked: %s", (reason) => {
    expect(blockWords(reason, "")).not.toBe("");
  });

  it("speak of every reason and group there is", () => {
    expect(reasons.length).toBeGreaterThan(40);
    expect(groups).toEqual(expect.arrayContaining(["eligible", "decision_complexity", "care_planning"]));
  });

  it.each(groups)("name a group of criteria: %s", (id) => expect(criterionTitles[id]).toBeTypeOf("string"));

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
