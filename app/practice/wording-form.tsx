import { useState } from "react";
import { TextArea, TextField } from "../ui/field.tsx";
import { type Entered, entered, nothingYet, type ValueFormProps } from "./entered.ts";
import { said } from "./refusals.ts";

interface Wording {
  readonly en: string;
  readonly es: string;
  readonly reviewed_by: string;
  readonly reviewed_on: string;
}

/** The words for consent, and who reviewed them. Words that are changed have not been reviewed yet. */
export function WordingForm({ inForce, findings, onEntered }: ValueFormProps) {
  const [typed, setTyped] = useState(() => typedOf(inForce.consent_wording));
  const type = (change: Partial<Wording>) => {
    const words = "en" in change || "es" in change;
    const next = { ...typed, ...(words ? { reviewed_by: "", reviewed_on: "" } : {}), ...change };
    setTyped(next);
    onEntered(read(next));
  };
  return (
    <>
      <TextArea
        label="In English"
        value={typed.en}
        rows={6}
        onChange={(en) => type({ en })}
        error={said(findings, "en")}
      />
      <TextArea
        label="In Spanish"
        hint="May stay empty."
        value={typed.es}
        rows={6}
        onChange={(es) => type({ es })}
        error={said(findings, "es")}
      />
      <TextField
        label="Reviewed by"
        hint="Who answers for the words, by name; empty while nobody has. Changing the words empties it."
        value={typed.reviewed_by}
        onChange={(reviewed_by) => type({ reviewed_by })}
        error={said(findings, "reviewed_by")}
      />
      <TextField
        type="date"
        label="Reviewed on"
        value={typed.reviewed_on}
        onChange={(reviewed_on) => type({ reviewed_on })}
        error={said(findings, "reviewed_on")}
      />
    </>
  );
}

function typedOf(wording: ValueFormProps["inForce"]["consent_wording"]): Wording {
  const { en = "", es = "", reviewed_by = "", reviewed_on = "" } = wording ?? {};
  return { en, es, reviewed_by, reviewed_on };
}

function read(typed: Wording): Entered {
  if (typed.en.trim() === "") return nothingYet;
  if ((typed.reviewed_by === "") !== (typed.reviewed_on === ""))
    return { ready: false, why: "A review has a name and a day, both or neither." };
  const said = Object.entries(typed).filter(([, text]) => text.trim() !== "");
  return entered(Object.fromEntries(said));
}
