import { type Capability, readCapability } from "../../launch/capability.ts";
import type { EhrClient } from "../../launch/ehr-client.ts";

const freshFor = 60 * 60 * 1000;

/** What each EHR said it can do, asked again after an hour. An answer that did not come is not kept. */
export function capabilityCache(now: () => string): (client: EhrClient) => Promise<Capability | null> {
  const known = new Map<string, { readonly capability: Capability; readonly until: number }>();
  return async (client) => {
    const found = known.get(client.base);
    const moment = Date.parse(now());
    if (found && found.until > moment) return found.capability;
    const capability = await readCapability(client);
    if (capability) known.set(client.base, { capability, until: moment + freshFor });
    return capability;
  };
}
