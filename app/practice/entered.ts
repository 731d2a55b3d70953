import type { PracticeView } from "../../server/contract/practice-view.ts";
import type { SettingRequest } from "../../server/contract/settings.ts";
import type { Finding } from "./refusals.ts";

/** What a form holds: a value that can be sent, or why there is none yet. */
export type Entered =
  | { readonly ready: true; readonly value: SettingRequest["value"] }
  | { readonly ready: false; readonly why: string };

/** A form for the value of one setting. It keeps what is typed itself and tells every change. */
export interface ValueFormProps {
  readonly inForce: PracticeView["in_force"];
  readonly findings: readonly Finding[];
  readonly onEntered: (entered: Entered) => void;
}

export const nothingYet: Entered = { ready: false, why: "Nothing is chosen or typed yet." };

/** A value that can be sent. */
export function entered(value: SettingRequest["value"]): Entered {
  return { ready: true, value };
}

/** A number as it was typed, or undefined where it is none. A comma is not guessed at. */
export function numberOf(text: string): number | undefined {
  const trimmed = text.trim();
  return /^-?\d+(\.\d+)?$/.test(trimmed) ? Number(trimmed) : undefined;
}
