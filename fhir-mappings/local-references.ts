import { textAt } from "./fhir-node.ts";

const relative = /^[A-Z][A-Za-z]+\/[A-Za-z0-9\-.]{1,64}(?:\/_history\/[A-Za-z0-9\-.]{1,64})?$/;

/**
 * A copy of a resource in which every reference points into this EHR, written `Type/id`. One that is absolute
 * under `base`, the EHR's FHIR address, is made relative; one to anywhere else is taken out, because the same
 * `Type/id` on another server is somebody else. Without a base every absolute reference is taken out.
 */
export function withLocalReferences<Resource>(resource: Resource, base: string | undefined): Resource {
  const copy = structuredClone(resource);
  localise(copy, base === undefined ? undefined : `${base.replace(/\/+$/, "")}/`);
  return copy;
}

function localise(node: unknown, root: string | undefined): void {
  if (typeof node !== "object" || node === null) return;
  const reference = textAt(node, "reference");
  if (reference !== undefined) {
    const local = localForm(reference, root);
    if (local === undefined) Reflect.deleteProperty(node, "reference");
    else Reflect.set(node, "reference", local);
  }
  for (const part of Object.values(node)) localise(part, root);
}

function localForm(reference: string, root: string | undefined): string | undefined {
  const local = root !== undefined && reference.startsWith(root) ? reference.slice(root.length) : reference;
  return relative.test(local) ? local : undefined;
}
