import type { Capability } from "./capability.ts";
import { allows, type ScopeInteraction } from "./scopes.ts";

/** What decides how a record reaches the EHR. Vendor rules join these two when vendors are told apart. */
export interface ChannelFacts {
  readonly capability: Capability | null;
  readonly scopes: readonly string[];
}

export interface MonthChannel {
  readonly channel: "native" | "export";
  readonly reason: string;
}

export interface CarePlanWay {
  readonly way: "patch" | "put" | "none";
  readonly reason: string;
}

const notKnown = "What this EHR accepts is not known: its capability statement could not be read.";

/** A right a record needs: as the CapabilityStatement names it, as the scopes name it, and in plain words. */
interface Need {
  readonly interaction: string;
  readonly scope: ScopeInteraction;
  readonly verb: string;
}

const create: Need = { interaction: "create", scope: "c", verb: "create" };
const update: Need = { interaction: "update", scope: "u", verb: "change" };
const patch: Need = { interaction: "patch", scope: "u", verb: "patch" };
const search: Need = { interaction: "search-type", scope: "s", verb: "search" };
const read: Need = { interaction: "read", scope: "r", verb: "read" };

/**
 * How the month can be recorded here. Native needs create, update, search and read of Task, both offered by
 * the EHR and granted to this launch: without the search a record could be made twice, without the read
 * nothing may be called saved.
 */
export function planMonthChannel({ capability, scopes }: ChannelFacts): MonthChannel {
  if (!capability) return { channel: "export", reason: notKnown };
  const lack = firstLack({ capability, scopes }, "Task", [create, update, search, read]);
  if (lack) return { channel: "export", reason: lack };
  return { channel: "native", reason: "This EHR takes the month as a Task, and this sign-in may write it." };
}

/** How the month's Task can be named in our care plan: by JSON Patch, by a whole update, or not at all. */
export function planCarePlanLink({ capability, scopes }: ChannelFacts): CarePlanWay {
  if (!capability) return { way: "none", reason: notKnown };
  const facts = { capability, scopes };
  const patchable = capability.patchFormat.some((format) => format === "application/json-patch+json");
  if (patchable && !firstLack(facts, "CarePlan", [patch, read])) {
    return { way: "patch", reason: "This EHR lets one activity be added to the care plan by JSON Patch." };
  }
  const lack = firstLack(facts, "CarePlan", [update, read]);
  if (lack) return { way: "none", reason: lack };
  return { way: "put", reason: "This EHR takes the care plan back whole, checked against its version." };
}

function firstLack(
  { capability, scopes }: { capability: Capability; scopes: readonly string[] },
  type: string,
  needs: readonly Need[],
): string | null {
  const unsupported = needs.find(({ interaction }) => !capability.supports(type, interaction));
  if (unsupported) return `This EHR does not let an app ${unsupported.verb} a ${type}.`;
  const refused = needs.find(({ scope }) => !allows(scopes, type, scope));
  return refused ? `This sign-in was not given the right to ${refused.verb} a ${type}.` : null;
}
