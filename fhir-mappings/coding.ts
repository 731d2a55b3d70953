import type { CodeableConcept } from "fhir/r4";
import { listAt, textAt } from "./fhir-node.ts";

/** A concept with one coding; the text is what a person reads. */
export function concept(system: string, code: string, text: string): CodeableConcept {
  return { coding: [{ system, code }], text };
}

/** The codes a concept carries in any of the named systems, in its own order. */
export function codesIn(node: unknown, names: readonly string[]): readonly string[] {
  return listAt(node, "coding").flatMap((coding) => {
    const [system, code] = [textAt(coding, "system"), textAt(coding, "code")];
    return system !== undefined && code !== undefined && names.includes(system) ? [code] : [];
  });
}

/** The first code a concept carries in any of the named systems. */
export function codeIn(node: unknown, names: readonly string[]): string | undefined {
  return codesIn(node, names)[0];
}

/** What a person would read for a concept: its text, else the first display. */
export function labelOf(node: unknown): string | undefined {
  const displays = listAt(node, "coding").flatMap((coding) => textAt(coding, "display") ?? []);
  return textAt(node, "text") ?? displays[0];
}
