import { textAt } from "./fhir-node.ts";
import { type ReferencePlace, resolveReference } from "./resolve-reference.ts";

/**
 * A copy of a resource in which every reference points into it or into this EHR, there written `Type/id`. One that
 * is absolute under `base`, the EHR's FHIR address, is made relative; one to anywhere else is taken out, because
 * the same `Type/id` on another server is somebody else. Without a base every absolute reference is taken out.
 */
export function withLocalReferences<Resource>(resource: Resource, base: string | undefined): Resource {
  const copy = structuredClone(resource);
  localise(copy, { within: copy, base });
  return copy;
}

function localise(node: unknown, place: ReferencePlace): void {
  if (typeof node !== "object" || node === null) return;
  const reference = textAt(node, "reference");
  if (reference !== undefined) {
    const resolved = resolveReference(reference, place);
    if (resolved.kind === "beyond") Reflect.deleteProperty(node, "reference");
    if (resolved.kind === "local") Reflect.set(node, "reference", resolved.reference);
  }
  for (const part of Object.values(node)) localise(part, place);
}
