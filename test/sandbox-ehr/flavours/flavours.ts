import { epic } from "./epic.ts";
import type { Flavour } from "./flavour.ts";
import { generic } from "./generic.ts";
import { oracle } from "./oracle.ts";
import { meditech, readOnly, readOnlyWithQuestionnaires } from "./read-only.ts";

/** Every flavour a sandbox can have. */
export const flavours: readonly Flavour[] = [
  generic,
  epic,
  oracle,
  readOnly,
  readOnlyWithQuestionnaires,
  meditech,
];

export function flavourNamed(name: string): Flavour | null {
  return flavours.find((flavour) => flavour.name === name) ?? null;
}
