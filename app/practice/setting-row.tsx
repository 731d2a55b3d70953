import { lazy, Suspense, useId, useState } from "react";
import type { PracticeView } from "../../server/contract/practice-view.ts";
import type { SettingChange, SettingKey } from "../../server/contract/settings.ts";
import { Button } from "../ui/button.tsx";
import { counted, fullDate } from "../ui/format.ts";
import { Icon } from "../ui/icon.tsx";
import { Status } from "../ui/status.tsx";
import { useOpener } from "../ui/use-opener.ts";
import { SettingHistory, ValueLines } from "./setting-history.tsx";
import { historyOf, type StandingChange } from "./setting-state.ts";
import { settingWords } from "./setting-words.ts";
import { changeLines, defaultWords, valueLines } from "./value-words.ts";

const SettingDialog = lazy(async () => ({
  default: (await import("./setting-dialog.tsx")).SettingDialog,
}));

interface SettingRowProps {
  readonly view: PracticeView;
  readonly name: SettingKey;
  /** The element that says who may change settings. */
  readonly saidIn: string;
}

/** One setting: what it is for, what holds today and since when, what is to come, and the way to change it. */
export function SettingRow({ view, name, saidIn }: SettingRowProps) {
  const { label, help, later } = settingWords[name];
  const history = historyOf(view, name);
  const dialog = useOpener();
  const [set, setSet] = useState<SettingChange | null>(null);
  const [open, setOpen] = useState(false);
  const list = useId();
  const decisions = `History of ${counted(history.length, "decision")}`;
  const done = (change: SettingChange) => {
    setSet(change);
    dialog.close();
  };
  return (
    <li className="setting">
      <div>
        <h3>{label}</h3>
        <p className="small quiet">
          {help}
          {later && <strong> This release keeps it and does not go by it yet.</strong>}
        </p>
      </div>
      <div className="setting-value">
        <InForce view={view} name={name} history={history} />
        <ToCome name={name} history={history} />
        <div role="status">{set && <p className="small">Taken: it holds from {fullDate(set.from)}.</p>}</div>
        <div className="row">
          <Button
            label={`Change: ${label}`}
            icon="pencil"
            onClick={dialog.open}
            blockedBy={view.bars.change_settings}
            saidIn={saidIn}
          >
            Change
          </Button>
          {history.length > 0 && (
            <Button
              kind="quiet"
              label={`${decisions}: ${label}`}
              expanded={open}
              controls={open ? list : undefined}
              onClick={() => setOpen(!open)}
            >
              {decisions}
            </Button>
          )}
        </div>
        {open && <SettingHistory id={list} name={name} label={label} history={history} />}
      </div>
      <Suspense>
        {dialog.isOpen && <SettingDialog view={view} name={name} onClose={dialog.close} onSet={done} />}
      </Suspense>
    </li>
  );
}

interface StandingProps {
  readonly name: SettingKey;
  readonly history: readonly StandingChange[];
}

function InForce({ view, name, history }: StandingProps & { view: PracticeView }) {
  const value = view.in_force[name];
  const usual = defaultWords(name);
  const change = history.find(({ standing }) => standing === "in_force")?.change;
  return (
    <>
      {value === undefined ? (
        <Status kind="unknown">Not known</Status>
      ) : (
        <ValueLines lines={valueLines(name, value)} />
      )}
      <p className="small quiet">
        {change ? (
          <>
            Since {fullDate(change.from)}, by <bdi>{change.by}</bdi>.{" "}
          </>
        ) : (
          "Nobody has set it. "
        )}
        {usual === null ? "It has no default." : `Default: ${usual}.`}
      </p>
    </>
  );
}

function ToCome({ name, history }: StandingProps) {
  return history
    .filter(({ standing }) => standing === "upcoming")
    .toReversed()
    .map(({ change }) => (
      <p key={change.from} className="small">
        <Icon name="clock" /> From {fullDate(change.from)}: {changeLines(name, change.value).join(". ")}
      </p>
    ));
}
