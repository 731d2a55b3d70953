import { useState } from "react";
import { TextField } from "../ui/field.tsx";
import { type Entered, entered, numberOf, type ValueFormProps } from "./entered.ts";
import { said } from "./refusals.ts";

const indices = { work: "Work", pe: "Practice expense", mp: "Malpractice" } as const;

type Typed = Readonly<Record<keyof typeof indices, string>>;

/** The three price indices of a locality. */
export function GpciForm({ inForce, findings, onEntered }: ValueFormProps) {
  const { work = "", pe = "", mp = "" } = inForce.gpci ?? {};
  const [typed, setTyped] = useState<Typed>({ work: String(work), pe: String(pe), mp: String(mp) });
  const type = (index: keyof Typed, text: string) => {
    const next = { ...typed, [index]: text };
    setTyped(next);
    onEntered(read(next));
  };
  return (
    <div className="three">
      {(["work", "pe", "mp"] as const).map((index) => (
        <TextField
          key={index}
          label={indices[index]}
          value={typed[index]}
          onChange={(text) => type(index, text)}
          error={said(findings, index)}
          figures
        />
      ))}
    </div>
  );
}

function read({ work, pe, mp }: Typed): Entered {
  const [one, two, three] = [numberOf(work), numberOf(pe), numberOf(mp)];
  return one !== undefined && two !== undefined && three !== undefined
    ? entered({ work: one, pe: two, mp: three })
    : { ready: false, why: "Write all three indices as numbers, such as 1.009." };
}
