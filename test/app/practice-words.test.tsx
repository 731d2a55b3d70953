import { describe, expect, it } from "vitest";
import { numberOf } from "../../app/practice/entered.ts";
import { pageOf, stateOf } from "../../app/practice/people-shown.ts";
import { fieldsOf, formOf, lackingIn } from "../../app/practice/person-form.ts";
import { mergedForm } from "../../app/practice/person-merge.ts";
import { permissions, roleOptions } from "../../app/practice/person-words.ts";
import { findingsOf, placeWords } from "../../app/practice/refusals.ts";
import { historyOf } from "../../app/practice/setting-state.ts";
import { defaults, serviceDays, settingGroups, settingWords } from "../../app/practice/setting-words.ts";
import { changeLines, defaultWords, valueLines } from "../../app/practice/value-words.ts";
import {
  Permission,
  Person,
  PersonFields,
  SettingKey,
  settingDefaults,
  settingForms,
} from "../../server/contract/index.ts";
import { change, person } from "./practice-view.ts";

describe("the words of the settings", () => {
  it("cover every setting once, with a label of its own", () => {
    const shown = settingGroups.flatMap(([, keys]) => keys);
    expect(shown.toSorted()).toEqual(SettingKey.options.toSorted());
    const labels = shown.map((key) => settingWords[key].label);
    expect(new Set(labels).size).toBe(shown.length);
  });

  it("hold the contract's defaults", () => {
    expect(defaults).toEqual(settingDefaults);
  });

  it.each(SettingKey.options)("offer for %s every choice that the contract takes, and no other", (key) => {
    const { form } = settingWords[key];
    const offered = form.kind === "choice" ? Object.keys(form.options) : [];
    for (const value of offered) expect(settingForms[key].safeParse(value).success).toBe(true);
    const known = settingForms[key];
    expect(offered.length).toBe("options" in known ? known.options.length : 0);
    if (form.kind === "yes_no") expect(settingForms[key].safeParse(true).success).toBe(true);
  });

  it.each([
    ["type", "rhc", ["Rural health clinic (RHC)"]],
    ["access_24_7", false, ["No"]],
    ["lock_minutes", 1, ["1 minute"]],
    ["lock_minutes", 2, ["2 minutes"]],
    ["gpci", { work: 1, pe: 1.1, mp: 0.8 }, ["Work 1, practice expense 1.1, malpractice 0.8"]],
    ["closures", [], ["None"]],
    ["closures", [{ day: "2026-12-25", reason: "Christmas" }], ["Dec 25, 2026: Christmas"]],
    [
      "date_of_service",
      { usual: "range", by_payer: [{ payer: "Plan A", style: "last_day" }] },
      [serviceDays.range, "Plan A: the last day of the month"],
    ],
    [
      "consent_wording",
      { en: "Words", reviewed_by: "Counsel A", reviewed_on: "2026-02-01" },
      ["Reviewed by Counsel A on Feb 1, 2026", "English: Words", "No Spanish words"],
    ],
    [
      "consent_wording",
      { en: "Words", es: "Palabras", reviewed_by: "Counsel A" },
      ["Not reviewed by anybody named", "English: Words", "Spanish: Palabras"],
    ],
  ] as const)("write %s %o as people read it", (key, value, lines) => {
    expect(valueLines(key, value)).toEqual(lines);
  });

  it("say what taking back means", () => {
    expect(changeLines("npi", null)).toEqual(["Not known"]);
    expect(changeLines("lock_minutes", null)).toEqual(["Back to the default"]);
    expect([defaultWords("npi"), defaultWords("lock_minutes")]).toEqual([null, "15 minutes"]);
  });
});

describe("the history of a setting", () => {
  const at = (from: string) => change("pos", "11", { from });
  const standings = (today: string, ...changes: ReturnType<typeof change>[]) =>
    historyOf({ today, changes }, "pos").map(({ standing }) => standing);

  it("turns on the practice's day", () => {
    expect(standings("2026-04-30", at("2026-05-01"))).toEqual(["upcoming"]);
    expect(standings("2026-05-01", at("2026-05-01"))).toEqual(["in_force"]);
    expect(standings("2026-05-02", at("2026-05-01"), at("2026-05-02"))).toEqual(["in_force", "earlier"]);
  });

  it("lets the later decision hold of two for one day, and leaves other settings out", () => {
    expect(standings("2026-05-01", at("2026-05-01"), at("2026-05-01"), change("tin", "1"))).toEqual([
      "in_force",
      "replaced",
    ]);
    expect(standings("2026-04-30", at("2026-05-01"), at("2026-05-01"))).toEqual(["upcoming", "replaced"]);
  });

  it("goes by the day a decision holds from, not by when it was made", () => {
    expect(standings("2026-06-01", at("2026-05-01"), at("2026-03-01"))).toEqual(["in_force", "earlier"]);
  });
});

describe("a refusal", () => {
  const of = (code: string, message: string) =>
    findingsOf({ code, message, status: 422, advice: "", request: "" });

  it.each([
    ["setting_invalid", "npi: is no NPI", [{ path: "", words: "is no NPI" }]],
    ["setting_invalid", "closures at 1.day: Invalid: date", [{ path: "1.day", words: "Invalid: date" }]],
    [
      "request_invalid",
      "The request is not written as this address expects it: /fields/npi is no NPI; /fields/accounts/0/user Invalid.",
      [
        { path: "npi", words: "is no NPI" },
        { path: "accounts.0.user", words: "Invalid" },
      ],
    ],
    ["request_invalid", "The request is not written as this address expects it.", []],
    ["account_taken", "One of these accounts belongs to another person.", []],
  ])("of %s names the fields it is about: %s", (code, message, findings) => {
    expect(of(code, message)).toEqual(findings);
  });

  it("counts from one", () => {
    expect(placeWords("0.prior_authorization.2")).toBe("entry 1, prior authorization, entry 3");
  });
});

describe("the form of a person", () => {
  it("offers every role and permission of the contract", () => {
    expect([...permissions].toSorted()).toEqual(Permission.options.toSorted());
    expect(roleOptions.map(({ value }) => value)).toEqual(Person.shape.role.options);
  });

  it("gives back what stood in it, as the contract takes it", () => {
    const full = person(3, {
      role: "practitioner",
      practitioner_type: "NP",
      npi: "1234567893",
      employer: "Vendor A",
      works_in_us: false,
      active_to: "2026-12-31",
    });
    for (const one of [full, person(4)]) {
      const { id, version, by, at, ...fields } = one;
      expect(PersonFields.parse(fieldsOf(formOf(one)))).toEqual(fields);
      expect(lackingIn(formOf(one))).toEqual([]);
    }
  });

  it.each([
    ["Practitioner/n-1", true],
    ["Practitioner/1.a-B", true],
    [`Practitioner/${"x".repeat(64)}`, true],
    [`Practitioner/${"x".repeat(65)}`, false],
    ["n-1", false],
    ["Practitioner/", false],
    ["https://ehr.example.org/fhir/Practitioner/1", false],
  ])("takes the user %s as the contract does: %s", (user, whole) => {
    const account = { iss: "https://ehr.example.org/fhir", user };
    const form = { ...formOf(person(1)), accounts: [account] };
    expect(lackingIn(form).length === 0).toBe(whole);
    expect(PersonFields.safeParse(fieldsOf(form)).success).toBe(whole);
  });

  it("lays what was typed over what stands now, field by field", () => {
    const base = formOf(person(1));
    const typed = { ...base, name: "Nurse B", npi: "1234567893" };
    const now = { ...base, name: "Nurse C", credential: "LPN", npi: "1234567893" };
    const { form, elsewhere, both } = mergedForm(base, typed, now);
    expect(form).toEqual({ ...base, name: "Nurse B", credential: "LPN", npi: "1234567893" });
    expect(elsewhere).toEqual(["name", "credential", "npi"]);
    expect(both).toEqual(["name"]);
  });
});

describe("the list of people", () => {
  it.each([
    [{ active_from: "2026-05-02" }, "to_come"],
    [{ active_from: "2026-05-01" }, "here"],
    [{ active_to: "2026-05-01" }, "here"],
    [{ active_to: "2026-04-30" }, "left"],
  ] as const)("on May 1 with %o is %s", (days, state) => {
    expect(stateOf(person(1, days), "2026-05-01")).toBe(state);
  });

  it.each([
    [0, 0, 1, 0],
    [25, 0, 1, 25],
    [26, 1, 2, 26],
    [26, 9, 2, 26],
  ])("of %i at page %i has %i pages and ends at %i", (count, page, pages, last) => {
    const all = Array.from({ length: count }, (_, index) => index);
    expect(pageOf(all, page)).toMatchObject({ pages, last });
  });
});

it.each([
  ["1.009", 1.009],
  [" 15 ", 15],
  ["-1", -1],
  ["1,1", undefined],
  ["1e3", undefined],
  ["", undefined],
])("reads the number %o as %o", (text, number) => {
  expect(numberOf(text)).toBe(number);
});
