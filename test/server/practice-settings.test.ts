import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  Npi,
  type SettingChange,
  SettingKey,
  settingDefaults,
  settingForms,
} from "../../server/contract/index.ts";
import { Refusal } from "../../server/errors.ts";
import { changeSetting } from "../../server/practices/change-setting.ts";
import { readSetUp } from "../../server/practices/practices-service.ts";
import { countChanges } from "../../server/practices/setting-rows.ts";
import { settingsOn } from "../../server/practices/settings-on.ts";
import { auditEvents } from "./audit-events.ts";
import { practice, startTestServer, type TestServer } from "./test-server.ts";

type Decided = readonly [from: string, value: SettingChange["value"], key?: SettingChange["key"]];

/** What holds of the place of service on a day, after decisions in the order they were made. */
function posOn(day: string, decided: readonly Decided[]): string | undefined {
  const changes = decided.map(([from, value, key = "pos"]) => ({ key, value, from, by: "Test", at: "" }));
  return settingsOn(changes, day).pos;
}

describe("what holds on a day", () => {
  it.each<[what: string, day: string, decided: Decided[], holds: string | undefined]>([
    ["nothing was decided", "2026-03-01", [], undefined],
    ["the day before the first day", "2026-02-28", [["2026-03-01", "11"]], undefined],
    ["on the first day", "2026-03-01", [["2026-03-01", "11"]], "11"],
    ["the day after", "2026-03-02", [["2026-03-01", "11"]], "11"],
    [
      "the day before the next decision's",
      "2026-03-31",
      [
        ["2026-03-01", "11"],
        ["2026-04-01", "22"],
      ],
      "11",
    ],
    [
      "on the next decision's first day",
      "2026-04-01",
      [
        ["2026-03-01", "11"],
        ["2026-04-01", "22"],
      ],
      "22",
    ],
    [
      "after a decision to come was made first",
      "2026-03-15",
      [
        ["2026-04-01", "22"],
        ["2026-03-01", "11"],
      ],
      "11",
    ],
    [
      "after one was made later for earlier days",
      "2026-04-01",
      [
        ["2026-04-01", "22"],
        ["2026-03-01", "11"],
      ],
      "22",
    ],
    [
      "of two for one day the later made",
      "2026-03-01",
      [
        ["2026-03-01", "11"],
        ["2026-03-01", "22"],
      ],
      "22",
    ],
    [
      "after it was taken back",
      "2026-04-01",
      [
        ["2026-03-01", "11"],
        ["2026-04-01", null],
      ],
      undefined,
    ],
    [
      "the day before it is taken back",
      "2026-03-31",
      [
        ["2026-03-01", "11"],
        ["2026-04-01", null],
      ],
      "11",
    ],
    [
      "after it was decided again",
      "2026-05-01",
      [
        ["2026-03-01", "11"],
        ["2026-04-01", null],
        ["2026-05-01", "19"],
      ],
      "19",
    ],
    ["where another setting was decided", "2026-03-01", [["2026-03-01", "month", "note_cadence"]], undefined],
  ])("%s: on %s", (_, day, decided, holds) => {
    expect(posOn(day, decided)).toBe(holds);
  });

  it("is the default of what was taken back or never decided, and nothing where there is none", () => {
    const by = { by: "Test", at: "" };
    const decided = [
      { key: "lock_minutes", value: 5, from: "2026-03-01", ...by },
      { key: "lock_minutes", value: null, from: "2026-04-01", ...by },
    ] as const;
    expect(settingsOn([], "2026-03-01")).toEqual(settingDefaults);
    expect(settingsOn(decided, "2026-03-31")).toEqual({ ...settingDefaults, lock_minutes: 5 });
    expect(settingsOn(decided, "2026-04-01")).toEqual(settingDefaults);
  });

  it("has no default for a fact that a claim stands on", () => {
    const facts = ["type", "pos", "npi", "tin", "locality", "gpci", "qualifying_apm_participant"];
    for (const fact of [...facts, "access_24_7", "certified_ehr", "consent_wording"])
      expect(settingDefaults).not.toHaveProperty(fact);
  });

  it("has defaults that are values of their settings", () => {
    for (const [key, value] of Object.entries(settingDefaults))
      expect(settingForms[SettingKey.parse(key)].safeParse(value).success, key).toBe(true);
  });
});

// The check digit as CMS computes it: Luhn over the constant 24 for the prefix 80840 and the nine digits.
// https://www.cms.gov/Regulations-and-Guidance/Administrative-Simplification/NationalProvIdentStand/Downloads/NPIcheckdigit.pdf
describe("an NPI", () => {
  it.each<[npi: string, valid: boolean]>([
    ["1234567893", true],
    ...[0, 1, 2, 4, 5, 6, 7, 8, 9].map((digit) => [`123456789${digit}`, false] as [string, boolean]),
    ["2234567891", true],
    ["2234567890", false],
    ["1243567893", false],
    ["1000000004", true],
    ["1999999992", true],
    ["1999999993", false],
    ["1999999984", true],
    ["3234567893", false],
    ["123456789", false],
    ["12345678930", false],
    ["123456789X", false],
    [" 1234567893", false],
    ["", false],
  ])("%j: %s", (npi, valid) => {
    expect(Npi.safeParse(npi).success).toBe(valid);
  });
});

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const author = { name: "Ana Ortiz, RN", launch: null };
const made = (key: SettingKey) => countChanges(server.deps.store.db, practice.id, key);
const setOn = (seen: number, key: SettingKey, value: SettingChange["value"], from = "2026-03-01") =>
  changeSetting(server.deps, { practice: practice.id, request: { key, value, from, seen }, author });
const set = async (key: SettingKey, value: SettingChange["value"], from?: string) =>
  setOn(await made(key), key, value, from);
const changes = async () => (await readSetUp(server.deps, practice.id))?.changes ?? [];

const edit = {
  id: "plan-a-monitoring",
  payer: "medicare_advantage",
  from: "2026-01",
  to: "2026-06",
  codes: ["99490"],
  effect: "warn",
  reason: "The plan looks at it.",
  source: { document: "A plan's policy", url: null, read: "2026-02-01" },
};

/** One value of each setting that is as it must be, one that is not, and what is said of it. */
const values: Readonly<
  Record<SettingKey, readonly [good: SettingChange["value"], bad: SettingChange["value"], words: string]>
> = {
  type: ["rhc", "clinic", "type: Invalid option"],
  pos: ["22", "2", "pos: a place of service has two digits."],
  npi: ["1234567893", "1234567890", "npi: is no NPI: its check digit does not fit."],
  tin: ["123456789", "12-3456789", "tin: a TIN has nine digits, without a dash."],
  locality: ["0111205", "05", "locality: a locality has seven digits: the MAC's five and its own two."],
  gpci: [{ work: 1, pe: 0.9, mp: 0.4 }, { work: 1, pe: 0, mp: 0.4 }, "gpci at pe: Too small"],
  qualifying_apm_participant: [true, "yes", "qualifying_apm_participant: Invalid input"],
  access_24_7: [false, "no", "access_24_7: Invalid input"],
  certified_ehr: [true, 1, "certified_ehr: Invalid input"],
  date_of_service: [
    { usual: "last_day", by_payer: [{ payer: "Plan A", style: "range" }] },
    { usual: "last_day", by_payer: [{ payer: "Plan A", style: "first_day" }] },
    "date_of_service at by_payer.0.style: Invalid option",
  ],
  payer_edits: [[edit], [{ ...edit, to: "2025-12" }], "payer_edits at 0.to: is before `from`"],
  closures: [
    [{ day: "2026-12-25", reason: "Holiday" }],
    [{ day: "2026-02-30", reason: "No day" }],
    "closures at 0.day: Invalid",
  ],
  note_cadence: ["month", "year", "note_cadence: Invalid option"],
  note_encounter: ["ask", "always", "note_encounter: Invalid option"],
  lock_minutes: [120, 121, "lock_minutes: Too big"],
  timer_idle_minutes: [5, 4, "timer_idle_minutes: Too small"],
  consent_wording: [{ en: "Words" }, { es: "Palabras" }, "consent_wording at en: Invalid input"],
  retention_years: [7, 6, "retention_years: Too small"],
  one_person_exception: [true, null, ""],
};

describe("a decision of the practice", () => {
  it.each(Object.entries(values).map(([key, row]) => [SettingKey.parse(key), ...row] as const))(
    "%s is kept as %j, with its day, who and when",
    async (key, good) => {
      expect(await set(key, good)).toEqual({
        key,
        value: good,
        from: "2026-03-01",
        by: author.name,
        at: server.deps.now(),
      });
      expect((await changes()).at(-1)).toMatchObject({ key, value: good });
      const setUp = await readSetUp(server.deps, practice.id);
      expect(setUp?.settingsOn("2026-03-01")[key]).toEqual(good);
    },
  );

  it.each(
    Object.entries(values).flatMap(([key, [, bad, words]]) =>
      bad === null ? [] : [[SettingKey.parse(key), bad, words] as const],
    ),
  )("%s as %j is refused, saying where and what, and nothing is written", async (key, bad, words) => {
    const [before, heard] = [await changes(), await auditEvents(server, "setting.changed")];
    const refusal = await set(key, bad).catch((error: unknown) => error);
    if (!(refusal instanceof Refusal)) throw new Error("it was not refused");
    expect(refusal.code).toBe("setting_invalid");
    expect(refusal.inWords()).toContain(words);
    expect(refusal.inWords()).toMatch(/\. Mend what is named and save it again\. Nothing was changed\.$/);
    expect(await changes()).toEqual(before);
    expect(await auditEvents(server, "setting.changed")).toEqual(heard);
  });

  it.each([
    [
      "lock_minutes",
      [
        [0, false],
        [1, true],
        [120, true],
        [121, false],
        [1.5, false],
      ],
    ],
    [
      "timer_idle_minutes",
      [
        [4, false],
        [5, true],
        [240, true],
        [241, false],
      ],
    ],
    [
      "retention_years",
      [
        [6, false],
        [7, true],
        [30, true],
        [31, false],
      ],
    ],
  ] as const)("%s has these edges: %j", (key, edges) => {
    for (const [value, fits] of edges)
      expect(settingForms[key].safeParse(value).success, `${value}`).toBe(fits);
  });

  it.each(SettingKey.options)("%s can be taken back", async (key) => {
    const from = "2026-03-02";
    expect(await set(key, null, from)).toMatchObject({ key, value: null });
    const now = (await readSetUp(server.deps, practice.id))?.settingsOn(from) ?? {};
    expect(key in now ? now[key as keyof typeof now] : undefined).toEqual(
      (settingDefaults as Record<string, unknown>)[key],
    );
  });

  it("is on the audit log by its name and day, without its value", async () => {
    await set("consent_wording", { en: "canary" });
    expect((await auditEvents(server, "setting.changed")).at(-1)?.details).toEqual({
      practice: practice.id,
      by: author.name,
      key: "consent_wording",
      from: "2026-03-01",
    });
  });
});

describe("a decision that somebody else made meanwhile", () => {
  const outcome = (change: Promise<SettingChange>) =>
    change.then(
      () => "taken",
      (error: unknown) => (error instanceof Refusal ? error.code : String(error)),
    );

  it.each([
    ["one fewer than there are", -1, "setting_changed"],
    ["as many as there are", 0, "taken"],
    ["one more than there are", 1, "setting_changed"],
  ])("is not overwritten unseen: on %s it is %s", async (_, off, told) => {
    await set("pos", "11");
    await set("npi", "1234567893");
    const [before, heard] = [await changes(), await auditEvents(server, "setting.changed")];
    expect(await outcome(setOn((await made("pos")) + off, "pos", "22", "2026-06-01"))).toBe(told);
    const added = told === "taken" ? 1 : 0;
    expect(await changes()).toHaveLength(before.length + added);
    expect(await auditEvents(server, "setting.changed")).toHaveLength(heard.length + added);
  });

  it("is asked about even where it is to come, or took the setting back", async () => {
    const seen = await made("tin");
    await set("tin", "123456789", "2027-01-01");
    expect(await outcome(setOn(seen, "tin", "987654321"))).toBe("setting_changed");
    await set("tin", null, "2027-02-01");
    expect(await outcome(setOn(seen + 1, "tin", "987654321"))).toBe("setting_changed");
    expect(await outcome(setOn(seen + 2, "tin", "987654321"))).toBe("taken");
  });

  it("of two at the same moment one is taken, and two settings do not stand in each other's way", async () => {
    const seen = await made("locality");
    const both = ["0111205", "0111206"].map((value) => outcome(setOn(seen, "locality", value)));
    expect((await Promise.all(both)).sort()).toEqual(["setting_changed", "taken"]);
    const apart = [set("type", "rhc"), set("retention_years", 8)].map(outcome);
    expect(await Promise.all(apart)).toEqual(["taken", "taken"]);
  });

  it("is said with nothing saved and what to do", () => {
    expect(new Refusal("setting_changed").inWords()).toBe(
      "Somebody else changed this setting meanwhile. Nothing of yours was saved. Look at the setting again, then change it.",
    );
  });
});
