import type { PracticeView } from "../../server/contract/practice-view.ts";
import type { SettingKey, SettingRequest } from "../../server/contract/settings.ts";
import { counted, fullDate } from "../ui/format.ts";
import { defaults, type SettingForm, serviceDays, settingWords } from "./setting-words.ts";

type InForce = PracticeView["in_force"];
type Value<Key extends SettingKey> = NonNullable<InForce[Key]>;
type Own = "gpci" | "date_of_service" | "payer_edits" | "closures" | "consent_wording";

/** The value a setting goes back to, in words; null where it has none and is then not known. */
export function defaultWords(key: SettingKey): string | null {
  return isKept(key) ? valueLines(key, defaults[key]).join(". ") : null;
}

function isKept(key: SettingKey): key is keyof typeof defaults {
  return Object.hasOwn(defaults, key);
}

/** A value that the server took, line by line as people read it. The server checked it by the form of its setting. */
export function valueLines(key: SettingKey, value: unknown): readonly string[] {
  return isOwn(key) ? ownLines[key](value as never) : [plainWords(settingWords[key].form, value)];
}

/** What a change sets, in words; null takes a setting back. */
export function changeLines(key: SettingKey, value: SettingRequest["value"]): readonly string[] {
  if (value !== null) return valueLines(key, value);
  return [isKept(key) ? "Back to the default" : "Not known"];
}

function plainWords(form: SettingForm, value: unknown): string {
  if (form.kind === "yes_no") return value === true ? "Yes" : "No";
  if (form.kind === "number") return counted(Number(value), form.unit.replace(/s$/, ""));
  if (form.kind === "choice") return form.options[String(value)] ?? String(value);
  return String(value);
}

const ownLines: { readonly [Key in Own]: (value: Value<Key>) => readonly string[] } = {
  gpci: ({ work, pe, mp }) => [`Work ${work}, practice expense ${pe}, malpractice ${mp}`],
  date_of_service: ({ usual, by_payer }) => [
    serviceDays[usual],
    ...by_payer.map(({ payer, style }) => `${payer}: ${serviceDays[style].toLowerCase()}`),
  ],
  payer_edits: (edits) =>
    edits.length === 0
      ? ["None"]
      : edits.map(
          ({ id, effect, codes, from, to }) =>
            `${id}: ${effectWords[effect]} ${codes.join(", ")}, from ${fullDate(from)}${to ? ` to ${fullDate(to)}` : ""}`,
        ),
  closures: (days) =>
    days.length === 0 ? ["None"] : days.map(({ day, reason }) => `${fullDate(day)}: ${reason}`),
  consent_wording: ({ en, es, reviewed_by, reviewed_on }) => [
    reviewed_by && reviewed_on
      ? `Reviewed by ${reviewed_by} on ${fullDate(reviewed_on)}`
      : "Not reviewed by anybody named",
    `English: ${en}`,
    es ? `Spanish: ${es}` : "No Spanish words",
  ],
};

function isOwn(key: SettingKey): key is Own {
  return Object.hasOwn(ownLines, key);
}

const effectWords = { block: "blocks", warn: "warns about", allow: "allows" } as const;
