import type { SettingKey } from "../../server/contract/settings.ts";
import { fullDate } from "../ui/format.ts";
import { useFormat } from "../ui/format-context.tsx";
import type { Standing, StandingChange } from "./setting-state.ts";
import { changeLines } from "./value-words.ts";

interface SettingHistoryProps {
  readonly id: string;
  readonly name: SettingKey;
  readonly label: string;
  readonly history: readonly StandingChange[];
}

const standingWords: Readonly<Record<Standing, string>> = {
  in_force: "In force",
  upcoming: "To come",
  earlier: "Earlier",
  replaced: "Replaced by a later decision for the same day",
};

/** Every decision on one setting, the latest first day on top. None is ever taken out. */
export function SettingHistory({ id, name, label, history }: SettingHistoryProps) {
  const { moment } = useFormat();
  return (
    <ol id={id} className="setting-history" aria-label={`Decisions on: ${label}`}>
      {history.map(({ change, standing, made }) => (
        <li key={made}>
          <p>
            <strong>From {fullDate(change.from)}</strong> · {standingWords[standing]}
          </p>
          <ValueLines lines={changeLines(name, change.value)} />
          <p className="small quiet">
            Decided by <bdi>{change.by}</bdi>, {moment(change.at)}
          </p>
        </li>
      ))}
    </ol>
  );
}

/** A value as lines of words. */
export function ValueLines({ lines }: { lines: readonly string[] }) {
  return (
    <ul className="value-lines">
      {lines.map((line, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two payers may have the same words, and lines never move.
        <li key={at}>{line}</li>
      ))}
    </ul>
  );
}
