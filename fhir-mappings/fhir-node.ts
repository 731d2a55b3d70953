/*
 * A resource of the host EHR is JSON nobody here checked, whatever its type says.
 * These read it without trusting it: what is not there, or of another kind, is undefined.
 */

/** The value under `path`, or undefined. */
export function at(node: unknown, ...path: readonly string[]): unknown {
  let value = node;
  for (const key of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}

/** The list under `path`; empty when there is none. */
export function listAt(node: unknown, ...path: readonly string[]): readonly unknown[] {
  const value = at(node, ...path);
  return Array.isArray(value) ? value : [];
}

/** The text under `path`; FHIR knows no empty strings, so an empty one is undefined. */
export function textAt(node: unknown, ...path: readonly string[]): string | undefined {
  const value = at(node, ...path);
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** The whole number of at least `least` under `path`. */
export function integerAt(least: number, node: unknown, ...path: readonly string[]): number | undefined {
  const value = at(node, ...path);
  return typeof value === "number" && Number.isSafeInteger(value) && value >= least ? value : undefined;
}

/** The truth value under `path`. */
export function booleanAt(node: unknown, ...path: readonly string[]): boolean | undefined {
  const value = at(node, ...path);
  return typeof value === "boolean" ? value : undefined;
}

/** The member of a closed list that a text names, or undefined. */
export function oneOf<const Choice extends string>(
  choices: readonly Choice[],
  text: string | undefined,
): Choice | undefined {
  return choices.find((choice) => choice === text);
}
