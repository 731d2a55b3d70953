import * as z from "zod";

/** What an EHR's discovery document says it can do for a launch. */
export interface EhrOffers {
  /** A launch that starts at CareMonth, in which the EHR has a patient chosen. */
  readonly standalonePatient: boolean;
  /** How it wants rights on resources spelled: `.rs` since SMART App Launch 2, `.read` before. */
  readonly scopes: "v1" | "v2";
  /** The scope by which it gives a refresh token; null where it says of none. */
  readonly access: "online_access" | "offline_access" | null;
}

const words = z.array(z.string()).catch([]);
const Offers = z.looseObject({ capabilities: words, scopes_supported: words });

const firstVersion = /^(?:patient|user)\/.+\.(?:read|write|\*)$/;
const secondVersion = /^(?:patient|user)\/.+\.c?r?u?d?s?(?:\?.+)?$/;

/**
 * Reads the offers. A word that is missing is an offer that is not made, except for the spelling: an EHR that says
 * nothing of it does PKCE, which came with the second version, so it is taken for one of that version.
 */
export function offersOf(answer: unknown): EhrOffers {
  const { capabilities, scopes_supported } = Offers.safeParse(answer).data ?? nothing;
  const can = (capability: string) => capabilities.includes(capability);
  const lists = (scope: string) => scopes_supported.includes(scope);
  const online = can("permission-online") || lists("online_access");
  const offline = can("permission-offline") || lists("offline_access");
  return {
    standalonePatient: can("launch-standalone") && can("context-standalone-patient"),
    scopes: spellingOf(capabilities, scopes_supported),
    // Access that ends with the user's session at the EHR is all a chart needs.
    access: online ? "online_access" : offline ? "offline_access" : null,
  };
}

const nothing: z.infer<typeof Offers> = { capabilities: [], scopes_supported: [] };

function spellingOf(capabilities: readonly string[], supported: readonly string[]): "v1" | "v2" {
  if (capabilities.includes("permission-v2")) return "v2";
  if (capabilities.includes("permission-v1")) return "v1";
  const onlyFirst = supported.some((one) => firstVersion.test(one));
  return onlyFirst && !supported.some((one) => secondVersion.test(one)) ? "v1" : "v2";
}
