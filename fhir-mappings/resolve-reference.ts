import { listAt, textAt } from "./fhir-node.ts";

/** Where a reference is read: the resource it stands in, and the EHR's FHIR address where that is known. */
export interface ReferencePlace {
  readonly within: unknown;
  readonly base: string | undefined;
}

/**
 * What a reference points at: a resource inside the one it stands in; one of this EHR, written `Type/id` or with
 * its version; or something that is never followed: another server's, a search, or nothing that can be found.
 */
export type Resolved =
  | { readonly kind: "contained"; readonly resource: unknown }
  | { readonly kind: "local"; readonly reference: string }
  | { readonly kind: "beyond" };

const relative = /^[A-Z][A-Za-z]+\/[A-Za-z0-9\-.]{1,64}(?:\/_history\/[A-Za-z0-9\-.]{1,64})?$/;
const beyond = { kind: "beyond" } as const;

/** Resolves the text of a reference without asking anybody. */
export function resolveReference(reference: string, { within, base }: ReferencePlace): Resolved {
  if (reference.startsWith("#")) return resolveContained(reference.slice(1), within);
  const root = base === undefined ? undefined : `${base.replace(/\/+$/, "")}/`;
  const local = root !== undefined && reference.startsWith(root) ? reference.slice(root.length) : reference;
  return relative.test(local) ? { kind: "local", reference: local } : beyond;
}

/** `#` alone is the containing resource itself (FHIR R4, References). An id that two bear points at neither. */
function resolveContained(id: string, within: unknown): Resolved {
  if (id === "") return { kind: "contained", resource: within };
  const [only, second] = listAt(within, "contained").filter((one) => textAt(one, "id") === id);
  return only === undefined || second !== undefined ? beyond : { kind: "contained", resource: only };
}
