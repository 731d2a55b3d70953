import * as z from "zod";
import { Origin, ProxyAddress } from "./config-addresses.ts";
import { ConnectionSetting, Id, Iss } from "./config-connection.ts";
import { staffProblems } from "./config-staff.ts";
import { Policy, Practice, Reference } from "./contract/index.ts";

/* The configuration file, as the person who installs CareMonth writes it. It holds no secret. */

const Timezone = z.string().refine(isTimezone, "must be an IANA time zone such as America/New_York");

function isTimezone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }) !== null;
  } catch {
    return false;
  }
}

const Staff = z.strictObject({
  user: Reference,
  /** The EHR that knows the person by this reference; may be left out where the practice has only one. */
  iss: Iss.optional(),
  name: z.string().min(1),
  credential: z.string().min(1),
  role: z.enum(["practitioner", "other_practitioner", "clinical_staff", "non_clinical"]),
  practitioner_type: z.string().min(1).optional(),
});

/** A practice, in the words of the contract where the rules read them. */
export const PracticeSetting = z
  .strictObject({
    id: Id,
    name: z.string().min(1),
    timezone: Timezone,
    type: Practice.shape.type.unwrap(),
    pos: z.string().regex(/^\d{2}$/, "must be a two-digit place of service"),
    qualifying_apm_participant: z.boolean().optional(),
    access_24_7: z.boolean().optional(),
    certified_ehr: z.boolean().optional(),
    staff: z.array(Staff),
    /** The version of the rules and the payers' edits the practice's months are answered by; here, or in a file. */
    policy: Policy.optional(),
    policy_file: z.string().min(1).optional(),
  })
  .refine(({ policy, policy_file }) => policy === undefined || policy_file === undefined, {
    path: ["policy_file"],
    message: "stands beside policy; keep the one that is to hold",
  });
export type PracticeSetting = z.infer<typeof PracticeSetting>;

/** The whole file. Every connection names a practice of the file, and no iss, practice or person stands in it twice. */
export const ConfigFile = z
  .strictObject({
    /** Where browsers reach this installation. */
    origin: Origin,
    practices: z.array(PracticeSetting).min(1),
    connections: z.array(ConnectionSetting).min(1),
    idle_minutes: z.int().min(1).max(120).default(15),
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
    for (const [index, { practice }] of connections.entries())
      if (!known.has(practice)) say(["connections", index, "practice"], "names no practice of this file");
    for (const [index, practice] of practices.entries())
      for (const { at, message } of staffProblems(practice, connections))
        say(["practices", index, "staff", ...at], message);
  });
export type ConfigFile = z.infer<typeof ConfigFile>;
