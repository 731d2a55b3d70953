import { type ComponentType, useState } from "react";
import type { PracticeView } from "../../server/contract/practice-view.ts";
import type { SettingChange, SettingKey } from "../../server/contract/settings.ts";
import type { Problem } from "../api.ts";
import { Attention } from "../ui/attention.tsx";
import { Button } from "../ui/button.tsx";
import { Check } from "../ui/check.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { TextField } from "../ui/field.tsx";
import { fullDate } from "../ui/format.ts";
import { ClosuresForm } from "./closures-form.tsx";
import { type Entered, entered, nothingYet, type ValueFormProps } from "./entered.ts";
import { GpciForm } from "./gpci-form.tsx";
import { PayerEditsForm } from "./payer-edits-form.tsx";
import { PlainValueForm } from "./plain-value-form.tsx";
import { useChangeSetting } from "./practice-queries.ts";
import { findingsOf, placeWords } from "./refusals.ts";
import { ServiceDayForm } from "./service-day-form.tsx";
import { DecidedElsewhere, GivesWay, SettingRefused } from "./setting-changed.tsx";
import { changesOf } from "./setting-state.ts";
import { defaults, settingWords } from "./setting-words.ts";
import { valueLines } from "./value-words.ts";
import { WordingForm } from "./wording-form.tsx";

const ownForms: Partial<Record<SettingKey, ComponentType<ValueFormProps>>> = {
  gpci: GpciForm,
  date_of_service: ServiceDayForm,
  payer_edits: PayerEditsForm,
  closures: ClosuresForm,
  consent_wording: WordingForm,
};

interface SettingDialogProps {
  readonly view: PracticeView;
  readonly name: SettingKey;
  readonly onClose: () => void;
  readonly onSet: (change: SettingChange) => void;
}

/** Decides one setting from a day on, on the decisions that were seen. What is typed stays until the server took it. */
export function SettingDialog({ view: opened, name, onClose, onSet }: SettingDialogProps) {
  const { label, help } = settingWords[name];
  const [view, setView] = useState(opened);
  const [elsewhere, setElsewhere] = useState<readonly SettingChange[]>([]);
  const [typed, setTyped] = useState<Entered>(nothingYet);
  const [takenBack, setTakenBack] = useState(false);
  const [from, setFrom] = useState(view.today);
  const { mutate, error, isPending, reset } = useChangeSetting();
  const touch = <T,>(set: (value: T) => void) => {
    return (value: T) => {
      if (error && error.problem.code !== "setting_changed") reset();
      set(value);
    };
  };
  const seen = changesOf(view, name).length;
  const sent = takenBack ? entered(null) : typed;
  const set = () => {
    if (sent.ready) mutate({ key: name, value: sent.value, from, seen }, { onSuccess: onSet });
  };
  const takeIn = (now: PracticeView) => {
    reset();
    setView(now);
    setElsewhere(changesOf(now, name).slice(seen));
  };
  const problem = error?.problem ?? null;
  return (
    <Dialog title={label} onClose={onClose} typed={typed !== nothingYet}>
      <p className="small quiet">{help}</p>
      {elsewhere.length > 0 && (
        <Attention key={seen}>
          <DecidedElsewhere changes={elsewhere} />
        </Attention>
      )}
      <p>Today: {todayWords(view, name)}.</p>
      <div hidden={takenBack} className="stack">
        <ValueForm
          name={name}
          inForce={view.in_force}
          findings={problem ? findingsOf(problem) : []}
          onEntered={touch(setTyped)}
        />
      </div>
      {canBeTakenBack(name) && (
        <Check checked={takenBack} onChange={touch(setTakenBack)}>
          Not known from this day on
        </Check>
      )}
      <TextField
        type="date"
        label="From"
        hint="The first day it holds. A month goes by what holds on its last day, the running month by today."
        value={from}
        onChange={touch(setFrom)}
      />
      <GivesWay view={view} name={name} from={from} />
      {problem && (
        <Attention key={problem.request}>
          <SettingRefused problem={inWords(problem, label)} onFound={takeIn} />
        </Attention>
      )}
      <div className="foot">
        <Button
          kind="primary"
          onClick={set}
          blockedBy={isPending ? "Handing it over." : blockedBy(sent, from, problem)}
        >
          {from === "" ? "Set" : `Set from ${fullDate(from)}`}
        </Button>
        <Button onClick={onClose}>Cancel</Button>
      </div>
    </Dialog>
  );
}

function todayWords({ in_force }: PracticeView, name: SettingKey): string {
  const value = in_force[name];
  const lines = value === undefined ? ["not known"] : valueLines(name, value);
  return lines.length > 3
    ? `${lines.slice(0, 3).join("; ")}; and ${lines.length - 3} more`
    : lines.join("; ");
}

function ValueForm({ name, ...props }: ValueFormProps & { name: SettingKey }) {
  const Own = ownForms[name];
  return Own ? <Own {...props} /> : <PlainValueForm name={name} {...props} />;
}

/** The refusal with the setting and the place in it named as the screen names them. */
function inWords(problem: Problem, label: string): Problem {
  const [finding] = findingsOf(problem);
  if (!finding) return problem;
  const place = finding.path === "" ? "" : `, ${placeWords(finding.path)}`;
  return { ...problem, message: `${label}${place}: ${finding.words}` };
}

/** Where a choice, a default or an empty list does not already say it. */
function canBeTakenBack(name: SettingKey): boolean {
  const { kind } = settingWords[name].form;
  return (kind === "text" || kind === "own") && !Object.hasOwn(defaults, name);
}

function blockedBy(sent: Entered, from: string, problem: Problem | null): string | null {
  if (problem?.code === "setting_changed") return "Look at the setting again first.";
  if (!sent.ready) return sent.why;
  return from === "" ? "Say from which day." : null;
}
