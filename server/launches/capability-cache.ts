import { type Capability, readCapability } from "../../launch/capability.ts";
import type { EhrClient } from "../../launch/ehr-client.ts";

const freshFor = 60 * 60 * 1000;

interface Asked {
  readonly answer: Promise<Capability | null>;
  readonly until: number;
}

/**
 * What each EHR said it can do, asked again after an hour. Whoever wants to know meanwhile waits for the answer that is
 * on its way. One that did not come is not kept: it may have been cut short with the screen that asked.
 */
export function capabilityCache(now: () => string): (client: EhrClient) => Promise<Capability | null> {
  const known = new Map<string, Asked>();
  async function ask(client: EhrClient): Promise<Capability | null> {
    const asked = { answer: readCapability(client), until: Date.parse(now()) + freshFor };
    known.set(client.base, asked);
    const capability = await asked.answer.catch((error: unknown) => {
      forget(client.base, asked);
      throw error;
    });
    if (!capability) forget(client.base, asked);
    return capability;
  }
  function forget(base: string, asked: Asked): void {
    if (known.get(base) === asked) known.delete(base);
  }
  return async (client) => {
    // Whoever waited in vain looks once more: the first of them is asking by then.
    for (let look = 0; look < 2; look += 1) {
      const found = known.get(client.base);
      if (!found || found.until <= Date.parse(now())) break;
      const capability = await found.answer.catch(() => null);
      if (capability) return capability;
    }
    return ask(client);
  };
}
