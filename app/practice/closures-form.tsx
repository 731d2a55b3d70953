import { useState } from "react";
import { Button } from "../ui/button.tsx";
import { TextField } from "../ui/field.tsx";
import { type Entered, entered, type ValueFormProps } from "./entered.ts";
import { said } from "./refusals.ts";
import { useLines } from "./use-lines.ts";

/** The days on which the practice is closed, each with its reason. */
export function ClosuresForm({ inForce, findings, onEntered }: ValueFormProps) {
  const [start] = useState(() => inForce.closures ?? []);
  const { lines, add, change, remove } = useLines(start, (days) => onEntered(read(days)));
  return (
    <>
      {lines.map(({ id, line }, index) => (
        <fieldset key={id} className="entry-line day-line">
          <legend className="unseen">Closed day {index + 1}</legend>
          <TextField
            type="date"
            label="Day"
            value={line.day}
            onChange={(day) => change(id, { ...line, day })}
            error={said(findings, `${index}.day`)}
          />
          <TextField
            label="Reason"
            value={line.reason}
            onChange={(reason) => change(id, { ...line, reason })}
            error={said(findings, `${index}.reason`)}
          />
          <Button label={`Remove closed day ${index + 1}`} onClick={() => remove(id)}>
            Remove
          </Button>
        </fieldset>
      ))}
      {lines.length === 0 && <p className="quiet">No day is on the list.</p>}
      <div className="row">
        <Button onClick={() => add({ day: "", reason: "" })}>Add a day</Button>
      </div>
    </>
  );
}

function read(days: readonly { day: string; reason: string }[]): Entered {
  const at = days.findIndex(({ day, reason }) => day === "" || reason.trim() === "");
  return at < 0
    ? entered(days.map(({ day, reason }) => ({ day, reason: reason.trim() })))
    : { ready: false, why: `Give closed day ${at + 1} its day and its reason, or remove it.` };
}
