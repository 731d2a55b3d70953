import type { CodeableConcept, TaskOutput } from "fhir/r4";
import type { MonthRecord } from "../server/contract/index.ts";
import { codeIn, concept } from "./coding.ts";
import { at, integerAt, listAt, textAt } from "./fhir-node.ts";
import { aliases, billingSystem, ourCodes } from "./systems.ts";

/*
 * The outputs of the month's Task. An output typed with a billing code says something of that code: with a
 * whole number, how many units the record supports; with a concept, one reason why it does not.
 */

const billingSystems = [...aliases.cpt, ...aliases.hcpcs];

/**
 * One output per supported code, per block reason and per undetermined point, in the record's order.
 * A concept always has text: where a reason has no detail, its own code stands there.
 */
export function writeOutputs(record: MonthRecord): TaskOutput[] {
  return [
    ...record.codes.map(({ code, units }) => ({
      type: billingCode(code, `Units of ${code} the documentation supports`),
      valueInteger: units,
    })),
    ...record.reasons.map(({ code, reason, detail }) => ({
      type: billingCode(code, `Why ${code} is not ready`),
      valueCodeableConcept: concept(ourCodes.block_reason, reason, detail || reason),
    })),
    ...record.undetermined.map(({ what, missing }) => ({
      type: concept(ourCodes.output_kind, "undetermined", "Not known"),
      valueCodeableConcept: concept(ourCodes.undetermined, what, missing || what),
    })),
  ];
}

/** A billing code as its bare number: the descriptor belongs to the code's owner and is never written. */
function billingCode(code: string, text: string): CodeableConcept {
  return concept(billingSystem(code), code, text);
}

/** The supported codes with their units; undefined when one makes no sense. */
export function readSupportedCodes(task: unknown): MonthRecord["codes"] | undefined {
  const outputs = outputsTyped(task, billingSystems).filter(({ output }) => "valueInteger" in output);
  return allOf(outputs, ({ output, code }) => {
    const units = integerAt(1, output, "valueInteger");
    return units === undefined ? undefined : { code, units };
  });
}

/** The block reasons; undefined when one makes no sense. */
export function readReasons(task: unknown): MonthRecord["reasons"] | undefined {
  const outputs = outputsTyped(task, billingSystems).filter(({ output }) => !("valueInteger" in output));
  return allOf(outputs, ({ output, code }) => {
    const [reason, detail] = codeAndText(output, ourCodes.block_reason);
    return reason === undefined || detail === undefined ? undefined : { code, reason, detail };
  });
}

/** The undetermined points; undefined when one makes no sense. */
export function readUndetermined(task: unknown): MonthRecord["undetermined"] | undefined {
  return allOf(outputsTyped(task, [ourCodes.output_kind]), ({ output }) => {
    const [what, missing] = codeAndText(output, ourCodes.undetermined);
    return what === undefined || missing === undefined ? undefined : { what, missing };
  });
}

interface TypedOutput {
  readonly output: object;
  readonly code: string;
}

function outputsTyped(task: unknown, names: readonly string[]): readonly TypedOutput[] {
  return listAt(task, "output").flatMap((output) => {
    const code = codeIn(at(output, "type"), names);
    return typeof output === "object" && output !== null && code !== undefined ? [{ output, code }] : [];
  });
}

function codeAndText(output: object, system: string): readonly [string | undefined, string | undefined] {
  const value = at(output, "valueCodeableConcept");
  return [codeIn(value, [system]), textAt(value, "text")];
}

function allOf<Item, Part>(
  items: readonly Item[],
  read: (item: Item) => Part | undefined,
): Part[] | undefined {
  const parts = items.flatMap((item) => read(item) ?? []);
  return parts.length === items.length ? parts : undefined;
}
