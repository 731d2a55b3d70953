import type {} from "@fastify/cookie";
import type { FastifyReply } from "fastify";
import { launchSeconds, pendingSeconds } from "./launch-times.ts";

const prefix = "__Host-cm";

/** The jar of one browser in one chart window, as the request brought it. */
export type CookieJar = Readonly<Record<string, string | undefined>>;

/** One cookie per launch: a shared one would let two charts opening together overwrite each other. */
export function launchCookie(id: string): string {
  return `${prefix}.${id.slice(0, 8)}`;
}

/** Ties the way to the EHR's sign-in and back to one browser. */
export function pendingCookie(stateHash: string): string {
  return `${prefix}-p.${stateHash.slice(0, 8)}`;
}

/** The secrets of all launches in the jar, by cookie name. */
export function launchSecrets(jar: CookieJar): Map<string, string> {
  const ours = Object.entries(jar).filter(([name]) => name.startsWith(`${prefix}.`));
  return new Map(ours.map(([name, secret]) => [name, secret ?? ""]));
}

/** Whether this browser keeps cookies for us at all. */
export function keepsCookies(jar: CookieJar): boolean {
  return Object.keys(jar).some((name) => name.startsWith(prefix));
}

/** SameSite=None because the chart is another site; Partitioned so that no other site's frame shares it. */
const attributes = {
  path: "/",
  httpOnly: true,
  secure: true,
  sameSite: "none",
  partitioned: true,
} as const;

export function setLaunchCookie(reply: FastifyReply, id: string, secret: string): void {
  reply.setCookie(launchCookie(id), secret, { ...attributes, maxAge: launchSeconds });
}

export function setPendingCookie(reply: FastifyReply, stateHash: string, secret: string): void {
  reply.setCookie(pendingCookie(stateHash), secret, { ...attributes, maxAge: pendingSeconds });
}

export function dropCookie(reply: FastifyReply, name: string): void {
  reply.clearCookie(name, attributes);
}
