import type { FastifyReply } from "fastify";

interface PageRights {
  /** The nonce of this response's own script and style elements; null where it has none. */
  readonly nonce: string | null;
  /** Origins that may frame the response. */
  readonly frameAncestors: readonly string[];
}

/** Nothing may frame a response and nothing in it may run, unless a page says otherwise. */
const dataRights: PageRights = { nonce: null, frameAncestors: [] };

/** The content security policy of one response: everything from ourselves, or not at all. */
export function contentSecurityPolicy({ nonce, frameAncestors }: PageRights): string {
  const own = nonce === null ? "'self'" : `'self' 'nonce-${nonce}'`;
  const ancestors = frameAncestors.length === 0 ? "'none'" : frameAncestors.join(" ");
  return [
    "default-src 'none'",
    `script-src ${own}`,
    `style-src ${own}`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    "form-action 'none'",
    `frame-ancestors ${ancestors}`,
  ].join("; ");
}

/**
 * The headers of every response. No X-Frame-Options: frame-ancestors says it per EHR. No embedder policy: the
 * chart around us could not frame us under it.
 */
export function setSecurityHeaders(reply: FastifyReply): void {
  reply.headers({
    "content-security-policy": contentSecurityPolicy(dataRights),
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "strict-transport-security": "max-age=63072000",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
  });
}
