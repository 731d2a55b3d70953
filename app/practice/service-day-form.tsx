import { useState } from "react";
import type { PracticeView } from "../../server/contract/practice-view.ts";
import { Button } from "../ui/button.tsx";
import { Choices } from "../ui/choices.tsx";
import { SelectField, TextField } from "../ui/field.tsx";
import { type Entered, entered, nothingYet, type ValueFormProps } from "./entered.ts";
import { said } from "./refusals.ts";
import { serviceDays } from "./setting-words.ts";
import { useLines } from "./use-lines.ts";

type Style = NonNullable<PracticeView["in_force"]["date_of_service"]>["usual"];
type PayerLine = { readonly payer: string; readonly style: Style | "" };

const styles: readonly { readonly value: Style; readonly label: string }[] = [
  { value: "threshold_day", label: serviceDays.threshold_day },
  { value: "last_day", label: serviceDays.last_day },
  { value: "range", label: serviceDays.range },
];

/** On which day a month is billed, usually and to payers that want another. */
export function ServiceDayForm({ inForce, findings, onEntered }: ValueFormProps) {
  const [start] = useState<readonly PayerLine[]>(() => inForce.date_of_service?.by_payer ?? []);
  const [usual, setUsual] = useState<Style | null>(null);
  const { lines, add, change, remove } = useLines(start, (payers) => onEntered(read(usual, payers)));
  const choose = (style: Style) => {
    setUsual(style);
    onEntered(
      read(
        style,
        lines.map(({ line }) => line),
      ),
    );
  };
  return (
    <>
      <Choices
        label="Usually"
        value={usual}
        options={styles}
        onChange={choose}
        error={said(findings, "usual")}
      />
      {lines.map(({ id, line }, index) => (
        <fieldset key={id} className="entry-line payer-line">
          <legend className="unseen">Payer {index + 1}</legend>
          <TextField
            label="Payer"
            value={line.payer}
            onChange={(payer) => change(id, { ...line, payer })}
            error={said(findings, `by_payer.${index}.payer`)}
          />
          <SelectField
            label="Date of service"
            value={line.style}
            options={[{ value: "", label: "Choose" }, ...styles]}
            onChange={(style) => change(id, { ...line, style: styleOf(style) })}
            error={said(findings, `by_payer.${index}.style`)}
          />
          <Button label={`Remove payer ${index + 1}`} onClick={() => remove(id)}>
            Remove
          </Button>
        </fieldset>
      ))}
      <div className="row">
        <Button onClick={() => add({ payer: "", style: "" })}>Add a payer that wants another day</Button>
      </div>
    </>
  );
}

function styleOf(text: string): Style | "" {
  return styles.find(({ value }) => value === text)?.value ?? "";
}

function read(usual: Style | null, payers: readonly PayerLine[]): Entered {
  if (usual === null) return nothingYet;
  const by_payer = payers.flatMap(({ payer, style }) =>
    payer.trim() !== "" && style !== "" ? [{ payer: payer.trim(), style }] : [],
  );
  return by_payer.length === payers.length
    ? entered({ usual, by_payer })
    : { ready: false, why: "Give every payer its name and its day, or remove it." };
}
