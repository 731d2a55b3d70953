import { useState } from "react";
import type { SettingKey } from "../../server/contract/settings.ts";
import { Choices } from "../ui/choices.tsx";
import { TextField } from "../ui/field.tsx";
import { type Entered, entered, nothingYet, numberOf, type ValueFormProps } from "./entered.ts";
import { said } from "./refusals.ts";
import { defaults, type SettingForm, settingWords } from "./setting-words.ts";

interface PlainFormProps extends ValueFormProps {
  readonly name: SettingKey;
}

/** A value that is one choice, one line or one number. Nothing is chosen beforehand; what is written starts as it stands. */
export function PlainValueForm(props: PlainFormProps) {
  const { form } = settingWords[props.name];
  const options = optionsOf(form, Object.hasOwn(defaults, props.name));
  return options ? <Choice {...props} options={options} /> : <Line {...props} form={form} />;
}

const takenBack = "taken_back";

interface Option {
  readonly value: string;
  readonly label: string;
}

function optionsOf(form: SettingForm, hasDefault: boolean): readonly Option[] | null {
  if (form.kind !== "choice" && form.kind !== "yes_no") return null;
  const words = form.kind === "choice" ? form.options : { true: "Yes", false: "No" };
  const options = Object.entries(words).map(([value, label]) => ({ value, label }));
  return hasDefault ? options : [...options, { value: takenBack, label: "Not known" }];
}

function Choice({ name, findings, onEntered, options }: PlainFormProps & { options: readonly Option[] }) {
  const [chosen, setChosen] = useState<string | null>(null);
  const { label, form } = settingWords[name];
  const choose = (value: string) => {
    setChosen(value);
    if (value === takenBack) onEntered(entered(null));
    else onEntered(entered(form.kind === "yes_no" ? value === "true" : value));
  };
  return (
    <Choices label={label} value={chosen} options={options} onChange={choose} error={said(findings, "")} />
  );
}

function Line({ name, inForce, findings, onEntered, form }: PlainFormProps & { form: SettingForm }) {
  const [typed, setTyped] = useState(String(inForce[name] ?? ""));
  const { label, hint } = settingWords[name];
  const figures = form.kind === "number";
  const type = (text: string) => {
    setTyped(text);
    onEntered(figures ? readNumber(text) : readText(text));
  };
  return (
    <TextField
      label={form.kind === "number" ? `${label}, in ${form.unit}` : label}
      value={typed}
      onChange={type}
      hint={hint}
      error={said(findings, "")}
      figures={figures}
    />
  );
}

function readText(text: string): Entered {
  return text.trim() === "" ? nothingYet : entered(text.trim());
}

function readNumber(text: string): Entered {
  if (text.trim() === "") return nothingYet;
  const number = numberOf(text);
  return number === undefined ? { ready: false, why: "Write a number in figures." } : entered(number);
}
