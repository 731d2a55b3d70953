const tag = /(?:W\/)?"([\x21\x23-\x7e\x80-\xff]*)"/g;

/**
 * Whether If-Match lets a request pass that meets this version: `*` or a list of entity tags, by RFC 9110 13.1.1; what
 * is neither lets nothing pass. HTTP compares strongly there, by which FHIR's weak tags would never match; R4 asks for
 * If-Match with weak tags all the same (http.html#concurrency), so they are compared weakly, and `"3"` is as good as
 * `W/"3"`.
 */
export function ifMatchHolds(header: string, version: string): boolean {
  if (header.trim() === "*") return true;
  const isList = header.replaceAll(tag, "t").replaceAll(/\s/g, "").split(",").every(isTagOrNothing);
  return isList && [...header.matchAll(tag)].some(([, one]) => one === version);
}

/** A list may hold empty places, by RFC 9110 5.6.1. */
function isTagOrNothing(one: string): boolean {
  return one === "t" || one === "";
}
