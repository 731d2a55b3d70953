import type { PersonForm } from "./person-form.ts";

/** What came of two people changing one person at once. */
export interface Merged {
  /** What was typed here, over what stands now. */
  readonly form: PersonForm;
  /** The fields that changed elsewhere meanwhile. */
  readonly elsewhere: readonly (keyof PersonForm)[];
  /** Those of them that were typed here too: what was typed here stands in the form. */
  readonly both: readonly (keyof PersonForm)[];
}

/** Lays what was typed over the newest version: a field nobody touched here takes what stands now. */
export function mergedForm(base: PersonForm, typed: PersonForm, now: PersonForm): Merged {
  const keys = Object.keys(now) as (keyof PersonForm)[];
  const elsewhere = keys.filter((key) => !same(base[key], now[key]));
  const here = keys.filter((key) => !same(base[key], typed[key]));
  const mine = Object.fromEntries(here.map((key) => [key, typed[key]]));
  const both = elsewhere.filter((key) => here.includes(key) && !same(typed[key], now[key]));
  return { form: { ...now, ...mine }, elsewhere, both };
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
