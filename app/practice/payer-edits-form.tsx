import { useState } from "react";
import type { SettingRequest } from "../../server/contract/settings.ts";
import { TextArea } from "../ui/field.tsx";
import { type Entered, entered, type ValueFormProps } from "./entered.ts";
import { placeWords } from "./refusals.ts";

/** The payers' edits as JSON, as a policy file holds them. */
export function PayerEditsForm({ inForce, findings, onEntered }: ValueFormProps) {
  const [typed, setTyped] = useState(() => JSON.stringify(inForce.payer_edits ?? [], null, 2));
  const type = (text: string) => {
    setTyped(text);
    onEntered(read(text));
  };
  return (
    <TextArea
      label="Edits, as JSON"
      hint="A list in square brackets. Each edit has id, payer, from, codes, effect, reason and source; plan, to, with and requires where they apply."
      value={typed}
      rows={14}
      code
      onChange={type}
      error={findings.map(inWords).join(" ") || null}
    />
  );
}

function inWords({ path, words }: { path: string; words: string }): string {
  return path === "" ? words : `In ${placeWords(path)}: ${words}`;
}

function read(text: string): Entered {
  try {
    const value: SettingRequest["value"] = JSON.parse(text);
    return entered(value);
  } catch (error) {
    return {
      ready: false,
      why: `This is not JSON: ${error instanceof Error ? error.message : "it ends early"}`,
    };
  }
}
