import type { Artefact } from "../server/contract/index.ts";
import { at, listAt, textAt } from "./fhir-node.ts";
import { ourIdentifiers } from "./systems.ts";

/** What a writer needs beside the record: whose it is, and the identifier computed under the practice's key. */
export interface WriteInput<Record> {
  readonly record: Record;
  /** `Patient/<id>` at the EHR written to. */
  readonly patient: string;
  /** The business identifier's value, an HMAC; the mapping neither computes nor judges it. */
  readonly identifier: string;
}

/**
 * What a resource turned out to be when read as one of ours: the record with its identifier; a resource of
 * somebody else; one of ours that was retracted; or one that cannot be taken as evidence, and why.
 */
export type Reading<Record> =
  | { readonly kind: "record"; readonly record: Record; readonly identifier: string }
  | { readonly kind: "not_ours" }
  | { readonly kind: "retracted"; readonly why: string }
  | { readonly kind: "unusable"; readonly why: string };

/** Parts of a record as found; `undefined` is a part that is missing or makes no sense. */
export type Found<Record> = { readonly [Part in keyof Record]: Record[Part] | undefined };

const retractedBecause = "It was marked as entered in error.";

/** Why a resource may not be read at its word, or undefined: FHIR's own marks that change what it says. */
export function changedMeaning(resource: unknown): string | undefined {
  if (at(resource, "implicitRules") !== undefined) {
    return "It carries implicitRules, which this program does not know.";
  }
  return hasModifier(resource) ? "It carries a modifierExtension, which may change what it says." : undefined;
}

function hasModifier(node: unknown): boolean {
  if (typeof node !== "object" || node === null) return false;
  return Object.hasOwn(node, "modifierExtension") || Object.values(node).some(hasModifier);
}

/** How one artefact is recognised and taken apart; `parts` is called only once a resource is known to be ours. */
export interface Shape<Record> {
  readonly artefact: Artefact;
  /** The statuses the writer uses; any other is not something this program said. */
  readonly statuses: readonly string[];
  /** The intent the writer uses, where the type has one: with another, such as a proposal, nothing was done. */
  readonly intent?: string;
  readonly parts: (resource: unknown) => Found<Record>;
}

/** Reads a resource as one of ours. Total: odd input is a value, never an exception. */
export function readOurs<Record extends object>(resource: unknown, shape: Shape<Record>): Reading<Record> {
  const [identifier, second] = ourValues(resource, ourIdentifiers[shape.artefact]);
  if (identifier === undefined) return { kind: "not_ours" };
  if (second !== undefined) return unusable("It carries more than one CareMonth identifier.");
  const changed = changedMeaning(resource);
  if (changed !== undefined) return unusable(changed);
  const status = textAt(resource, "status") ?? "";
  if (status === "entered-in-error") return { kind: "retracted", why: retractedBecause };
  if (!shape.statuses.includes(status)) return unusable("Its status is not one CareMonth writes.");
  if (shape.intent !== undefined && textAt(resource, "intent") !== shape.intent) {
    return unusable("Its intent is not the one CareMonth writes.");
  }
  return finish(shape.parts(resource), identifier);
}

/** The values a resource's identifiers carry under one system of ours. */
export function ourValues(resource: unknown, system: string): readonly string[] {
  return listAt(resource, "identifier").flatMap((identifier) =>
    textAt(identifier, "system") === system ? (textAt(identifier, "value") ?? []) : [],
  );
}

function finish<Record extends object>(parts: Found<Record>, identifier: string): Reading<Record> {
  if (isWhole(parts)) return { kind: "record", record: parts, identifier };
  const missing = Object.entries(parts).flatMap(([name, part]) => (part === undefined ? [name] : []));
  return unusable(`These parts are missing or cannot be read: ${missing.join(", ")}.`);
}

function isWhole<Record extends object>(parts: Found<Record>): parts is Record {
  return Object.values(parts).every((part) => part !== undefined);
}

function unusable(why: string): { kind: "unusable"; why: string } {
  return { kind: "unusable", why };
}
