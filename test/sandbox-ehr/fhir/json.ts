import type { FhirResource } from "fhir/r4";

export type JsonObject = { readonly [name: string]: unknown };

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isResource(value: unknown): value is FhirResource {
  return isObject(value) && typeof value["resourceType"] === "string";
}

/** Every value at a dotted path, looking into each element of the arrays on the way. */
export function valuesAt(root: unknown, path: string): unknown[] {
  return path
    .split(".")
    .reduce<unknown[]>((found, name) => found.flatMap((one) => member(one, name)), [root]);
}

function member(value: unknown, name: string): unknown[] {
  const found = isObject(value) ? value[name] : undefined;
  if (found === undefined) return [];
  return Array.isArray(found) ? found : [found];
}
