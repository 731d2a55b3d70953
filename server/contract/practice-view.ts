import * as z from "zod";
import { Person, PersonFields } from "./people.ts";
import { SettingChange, settingForms } from "./settings.ts";

/* The practice as its own screens show it. */

/** What people do in CareMonth and not everybody may. */
export const Act = z.enum([
  "log_time",
  "confirm_chronicity",
  "decide_complexity",
  "approve_plan",
  "obtain_consent",
  "state",
  "prepare_month",
  "validate_month",
  "export_month",
  "reopen_month",
  "see_panel",
  "see_candidates",
  "change_settings",
  "change_people",
  "see_audit",
]);
export type Act = z.infer<typeof Act>;

/** Of every act why this user may not do it; null where they may. */
export const Bars = z.record(Act, z.string().nullable());
export type Bars = z.infer<typeof Bars>;

/**
 * A practice with everything that was decided about it. Who is not on its staff list today is told whom to ask, and
 * nothing of what it decided: `in_force` and `changes` are empty, `people` are today's administrators by name.
 */
export const PracticeView = z.strictObject({
  name: z.string(),
  timezone: z.string(),
  /** The day it is there. */
  today: z.iso.date(),
  ehrs: z.array(z.strictObject({ iss: z.string(), name: z.string() })),
  /** What is in force today; what nobody set and has no default is absent. */
  in_force: z.strictObject(settingForms).partial(),
  /** Every change in the order it was made, those to come included. */
  changes: z.array(SettingChange),
  people: z.array(Person),
  /** Whether the user is on the staff list today. */
  member: z.boolean(),
  bars: Bars,
  /** What the user signed in with, which is what an administrator enters for them. */
  account: z.strictObject({ iss: z.string(), user: z.string() }),
});
export type PracticeView = z.infer<typeof PracticeView>;

/** Adds a person, or changes the one named, on the version that was seen. */
export const PersonRequest = z.strictObject({
  on: Person.pick({ id: true, version: true }).nullable(),
  fields: PersonFields,
});
export type PersonRequest = z.infer<typeof PersonRequest>;
