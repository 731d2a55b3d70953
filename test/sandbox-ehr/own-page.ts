import type { IncomingMessage } from "node:http";
import type { FastifyReply, FastifyRequest } from "fastify";

/** A page that bends a name of its own to this machine must find nothing here: only the loopback names are ours. */
export function isForOwnHost({ headers }: IncomingMessage): boolean {
  return /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(headers.host ?? "");
}

/**
 * A hook for routes that only the sandbox's own pages and programs may ask. Browsers tell of another site's page by
 * Sec-Fetch-Site, older ones by Origin alone; what is no browser sends neither.
 */
export async function refuseForeignPages({ headers }: FastifyRequest, reply: FastifyReply): Promise<void> {
  const { origin, host, "sec-fetch-site": site = "none" } = headers;
  const isOwn = (origin === undefined || origin === `http://${host}`) && /^(same-origin|none)$/.test(site);
  if (!isOwn) await reply.code(403).send({ error: "Only the sandbox's own pages may." });
}
