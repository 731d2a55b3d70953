import type { Reference } from "fhir/r4";
import type { PersonRef } from "../server/contract/index.ts";
import { textAt } from "./fhir-node.ts";

const local = /(?:^|\/)([A-Z][A-Za-z]+\/[A-Za-z0-9\-.]{1,64})(?:\/_history\/[A-Za-z0-9\-.]{1,64})?$/;

/**
 * `Type/id` of a reference written relative, absolute or with a version; undefined for anything else. Which server
 * an absolute one leads to is settled before, where a chart comes in (`withLocalReferences`).
 */
export function referenceOf(node: unknown): string | undefined {
  return local.exec(textAt(node, "reference") ?? "")?.[1];
}

/** `Type/id` of a resource itself; undefined when it has no usable id. */
export function ownReference(resource: unknown): string | undefined {
  const [type, id] = [textAt(resource, "resourceType"), textAt(resource, "id")];
  return referenceOf({ reference: `${type}/${id}` });
}

/** A person as a reference with the name shown. */
export function writePerson(person: PersonRef): Reference {
  return { reference: person.reference, display: person.display };
}

/** The person a reference names. Without a name the reference itself is shown. */
export function readPerson(node: unknown): PersonRef | undefined {
  const reference = referenceOf(node);
  return reference === undefined ? undefined : { reference, display: textAt(node, "display") ?? reference };
}
