import * as z from "zod";
import { Origin, ProxyAddress } from "./config-addresses.ts";
import { ConnectionSetting, Id } from "./config-connection.ts";

/* The configuration file, as the person who installs CareMonth writes it. It holds no secret. */

const Timezone = z.string().refine(isTimezone, "must be an IANA time zone such as America/New_York");

function isTimezone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }) !== null;
  } catch {
    return false;
  }
}

/** A practice as the installation names it; what it decides about itself, and its people, stand in the store. */
const ConfiguredPractice = z.strictObject({ id: Id, name: z.string().min(1), timezone: Timezone });

/** The whole file. Every connection names practices of the file, and no iss or practice stands in it twice. */
export const ConfigFile = z
  .strictObject({
    /** Where browsers reach this installation. */
    origin: Origin,
    practices: z.array(ConfiguredPractice).min(1),
    connections: z.array(ConnectionSetting).min(1),
    /** How long one reading of a chart may take; the answer itself must be out within 30 seconds. */
    read_seconds: z.int().min(1).max(25).default(20),
    /** The proxies in front of this installation whose word on where a request came from is taken. */
    trusted_proxies: z.array(ProxyAddress).default([]),
  })
  .superRefine(({ practices, connections }, check) => {
    const known = new Set(practices.map(({ id }) => id));
    const say = (path: PropertyKey[], message: string) => check.addIssue({ code: "custom", path, message });
    if (known.size < practices.length) say(["practices"], "two practices have the same id");
    if (new Set(connections.map(({ iss }) => iss)).size < connections.length)
      say(["connections"], "two connections have the same iss");
    for (const [index, connection] of connections.entries())
      if (!connection.practices.every((practice) => known.has(practice)))
        say(["connections", index, "practices"], "names no practice of this file");
  });
export type ConfigFile = z.infer<typeof ConfigFile>;
