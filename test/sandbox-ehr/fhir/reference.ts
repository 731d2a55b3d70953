/** A resource of this server, as a reference names it. */
export interface LocalReference {
  readonly type: string;
  readonly id: string;
  /** Null where the reference leaves the version open. */
  readonly version: string | null;
}

/**
 * What a reference names on this server: `Type/id`, absolute or not, with a version or without. Null for everything
 * else: another server's address, a contained or bundled resource, or a bare id, which R4 knows in searches only.
 */
export function localReference(reference: string, fhirBase: string | null): LocalReference | null {
  const own = fhirBase !== null && reference.startsWith(`${fhirBase}/`);
  const relative = own ? reference.slice(fhirBase.length + 1) : reference;
  const parts = /^([A-Z][A-Za-z]+)\/([^/?#]+)(?:\/_history\/([^/?#]+))?$/.exec(relative);
  if (!parts) return null;
  const [, type = "", id = "", version = null] = parts;
  return { type, id, version };
}

/**
 * Whether a reference is one that a search wants: by bare id, by `Type/id` or by address, and of one version where
 * the search names one. Another server's resource is found by its whole address only.
 */
export function refersTo(reference: string, wanted: string, fhirBase: string): boolean {
  const own = localReference(reference, fhirBase);
  if (!own) return reference === wanted && /^[a-z][a-z\d+.-]*:/i.test(reference);
  if (!wanted.includes("/")) return own.id === wanted;
  const asked = localReference(wanted, fhirBase);
  if (asked?.type !== own.type || asked.id !== own.id) return false;
  return asked.version === null || asked.version === own.version;
}
