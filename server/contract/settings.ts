import * as z from "zod";
import { Practice } from "./parties.ts";
import { PayerEdits } from "./policy.ts";
import { Day } from "./primitives.ts";

/* What a practice decides about itself, each setting from a day on. What nobody said is not known, never assumed. */

/** NPI of a practice or a person: ten digits, the last a check digit (45 CFR 162.406; Luhn over 80840 and the number). */
export const Npi = z
  .string()
  .regex(/^[12]\d{9}$/, "an NPI has ten digits and begins with 1 or 2")
  .refine((npi) => luhn(`80840${npi}`), "is no NPI: its check digit does not fit");

function luhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, index) => total + part(Number(digit), index), 0);
  return sum % 10 === 0;
}

function part(digit: number, index: number): number {
  if (index % 2 === 0) return digit;
  return digit > 4 ? digit * 2 - 9 : digit * 2;
}

/** On which day a month is billed: the day its last unit was reached, the last day, or the month as a range. */
const DateOfService = z.enum(["threshold_day", "last_day", "range"]);

const Text = z.string().min(1).max(4000);

/** Words shown or read to patients. They count as reviewed only with the name and day of who did. */
const Wording = z.strictObject({
  en: Text,
  es: Text.optional(),
  reviewed_by: Text.optional(),
  reviewed_on: Day.optional(),
});

/** Every setting by name, with the form of its value. */
export const settingForms = {
  type: Practice.shape.type.unwrap(),
  pos: z.string().regex(/^\d{2}$/, "a place of service has two digits"),
  npi: Npi,
  tin: z.string().regex(/^\d{9}$/, "a TIN has nine digits, without a dash"),
  locality: z.string().regex(/^\d{7}$/, "a locality has seven digits: the MAC's five and its own two"),
  gpci: z.strictObject({
    work: z.number().positive(),
    pe: z.number().positive(),
    mp: z.number().positive(),
  }),
  qualifying_apm_participant: z.boolean(),
  access_24_7: z.boolean(),
  certified_ehr: z.boolean(),
  date_of_service: z.strictObject({
    usual: DateOfService,
    by_payer: z.array(z.strictObject({ payer: Text, style: DateOfService })).max(200),
  }),
  payer_edits: PayerEdits,
  closures: z.array(z.strictObject({ day: Day, reason: Text })).max(400),
  note_cadence: z.enum(["entry", "day", "month"]),
  note_encounter: z.enum(["none", "launch", "ask"]),
  lock_minutes: z.int().min(1).max(120),
  timer_idle_minutes: z.int().min(5).max(240),
  consent_wording: Wording,
  retention_years: z.int().min(7).max(30),
  one_person_exception: z.boolean(),
} as const;

export const SettingKey = z.enum(Object.keys(settingForms) as [SettingKey, ...SettingKey[]]);
export type SettingKey = keyof typeof settingForms;

type Values = { readonly [Key in SettingKey]: z.infer<(typeof settingForms)[Key]> };

/** What holds where a practice said nothing: only habits of work, never a fact that a claim stands on. */
export const settingDefaults = {
  date_of_service: { usual: "threshold_day", by_payer: [] },
  payer_edits: [],
  closures: [],
  note_cadence: "entry",
  note_encounter: "none",
  lock_minutes: 15,
  timer_idle_minutes: 30,
  retention_years: 10,
  one_person_exception: false,
} as const satisfies Partial<Values>;

type WithDefault = keyof typeof settingDefaults;

/** The settings in force on a day; one that nobody set and that has no default is absent. */
export type Settings = Partial<Omit<Values, WithDefault>> & Pick<Values, WithDefault>;

/** A decision as it was made: from which day, by whom, when. `value` null takes the setting back to its default. */
export const SettingChange = z.strictObject({
  key: SettingKey,
  value: z.json(),
  from: Day,
  by: z.string(),
  at: z.string(),
});
export type SettingChange = z.infer<typeof SettingChange>;

/** Asks for a change. The value is checked by the form of its setting. */
export const SettingRequest = z.strictObject({
  key: SettingKey,
  value: z.json(),
  from: Day,
  /** How many changes of this setting whoever asks had seen. Nothing is taken where there are others by now. */
  seen: z.int().min(0),
});
export type SettingRequest = z.infer<typeof SettingRequest>;
