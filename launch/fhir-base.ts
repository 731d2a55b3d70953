const resourcePath = /^([A-Z][A-Za-z]*\/[A-Za-z0-9\-.]{1,64})(?:\/_history\/([A-Za-z0-9\-.]{1,64}))?$/;

/** A FHIR logical id. */
export const logicalId = /^[A-Za-z0-9\-.]{1,64}$/;

/**
 * What may stand below the base: segments as RFC 3986 has them, but without what some servers strip or decode into a
 * way out (`;`, `%`), and none that is empty.
 */
const belowBase = /^(?:[A-Za-z0-9\-._~$@:!'()*+,=&]+(?:\/|$))*$/;

/**
 * The URL a path or an absolute URL of the EHR's stands for, or null when it leads off the FHIR base: another
 * origin, another path, a user name, or anything in the path that a server might make another path of.
 */
export function resolveWithin(base: string, pathOrUrl: string): URL | null {
  const root = rootOf(base);
  if (!URL.canParse(pathOrUrl, root)) return null;
  const url = new URL(pathOrUrl, root);
  if (url.origin !== root.origin || url.username !== "" || url.password !== "") return null;
  const path = `${url.pathname}/` === root.pathname ? root.pathname : url.pathname;
  const within = path.startsWith(root.pathname) && belowBase.test(path.slice(root.pathname.length));
  return within ? url : null;
}

/** What a reference points at on this server: `Type/id`, and a version where it names one. */
export interface LocalReference {
  readonly reference: string;
  readonly version: string | null;
}

/** The ways to write a reference or a Location: `Type/id`, a path from the root, a URL; with no way round in it. */
const referenceForm = /^(?:https?:\/\/|\/(?!\/)|[A-Z]+\/)[^\s?#\\]+$/i;
const dotSegment = /(?:^|\/)\.{1,2}(?:\/|$)/;

/** Reads a relative, absolute or versioned reference; null when it is not a resource of this FHIR base. */
export function localReference(base: string, value: string): LocalReference | null {
  if (!referenceForm.test(value) || dotSegment.test(value)) return null;
  const url = resolveWithin(base, value);
  const below = url?.pathname.slice(rootOf(base).pathname.length) ?? "";
  const [, reference, version] = resourcePath.exec(below) ?? [];
  return reference === undefined ? null : { reference, version: version ?? null };
}

function rootOf(base: string): URL {
  return new URL(base.endsWith("/") ? base : `${base}/`);
}
