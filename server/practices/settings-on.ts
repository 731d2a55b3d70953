import { type Day, type SettingChange, type Settings, settingDefaults } from "../contract/index.ts";

/** The settings in force on a day: of each the change with the latest first day, of two for one day the later made. */
export function settingsOn(changes: readonly SettingChange[], day: Day): Settings {
  const begun = changes.filter(({ from }) => from <= day);
  const ordered = begun.toSorted((one, other) =>
    one.from < other.from ? -1 : one.from > other.from ? 1 : 0,
  );
  const said = new Map(ordered.map(({ key, value }) => [key, value]));
  const held = [...said].filter(([, value]) => value !== null);
  return { ...settingDefaults, ...Object.fromEntries(held) };
}
