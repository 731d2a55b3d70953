import { isIP } from "node:net";
import * as z from "zod";

const loopbackHosts = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** Whether the address is on this machine itself. */
export function isLoopback(url: string): boolean {
  return URL.canParse(url) && loopbackHosts.has(new URL(url).hostname);
}

function isOrigin(url: string): boolean {
  return URL.canParse(url) && new URL(url).origin === url;
}

function isSafeOrigin(url: string): boolean {
  return isOrigin(url) && (url.startsWith("https://") || (url.startsWith("http://") && isLoopback(url)));
}

/** Where pages come from; plain http only on this machine. */
export const Origin = z
  .string()
  .refine(
    isSafeOrigin,
    "must be an origin such as https://ehr.example.org, without a path; http only on this machine",
  );

/** An origin, or all hosts under one name, whose pages may frame ours. */
export const FrameAncestor = z
  .string()
  .refine(
    (origin) => isSafeOrigin(origin.replace("https://*.", "https://")),
    "must be an origin such as https://ehr.example.org or https://*.example.org; http only on this machine",
  );

/** A network address or range. One of everything is none: it would let anybody pass for somebody else. */
export const ProxyAddress = z
  .string()
  .refine(isAddressOrRange, "must be an address such as 10.0.0.7 or a range such as 10.0.0.0/8");

function isAddressOrRange(text: string): boolean {
  const [, address = "", prefix] = /^([0-9a-fA-F.:]+)(?:\/([1-9]\d{0,2}))?$/.exec(text) ?? [];
  const family = isIP(address);
  return family !== 0 && Number(prefix ?? 1) <= (family === 4 ? 32 : 128);
}
