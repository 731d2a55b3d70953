const resourcePath = /^([A-Z][A-Za-z]*\/[A-Za-z0-9\-.]{1,64})(?:\/_history\/([A-Za-z0-9\-.]{1,64}))?$/;

/** A FHIR logical id. */
export const logicalId = /^[A-Za-z0-9\-.]{1,64}$/;

/**
 * The URL a path or an absolute URL of the EHR's stands for, or null when it leads off the FHIR base: another
 * origin, another path, a user name, or an encoded slash that a server might decode into a way out.
 */
export function resolveWithin(base: string, pathOrUrl: string): URL | null {
  const root = rootOf(base);
  if (!URL.canParse(pathOrUrl, root)) return null;
  const url = new URL(pathOrUrl, root);
  const within = url.pathname.startsWith(root.pathname) || `${url.pathname}/` === root.pathname;
  const plain = url.username === "" && url.password === "" && !/%2f|%5c/i.test(url.pathname);
  return url.origin === root.origin && within && plain ? url : null;
}

/** What a reference points at on this server: `Type/id`, and a version where it names one. */
export interface LocalReference {
  readonly reference: string;
  readonly version: string | null;
}

/** Reads a relative, absolute or versioned reference; null when it is not a resource of this FHIR base. */
export function localReference(base: string, value: string): LocalReference | null {
  const url = resolveWithin(base, value);
  if (url?.search !== "" || url.hash !== "") return null;
  const [, reference, version] = resourcePath.exec(url.pathname.slice(rootOf(base).pathname.length)) ?? [];
  return reference === undefined ? null : { reference, version: version ?? null };
}

function rootOf(base: string): URL {
  return new URL(base.endsWith("/") ? base : `${base}/`);
}
