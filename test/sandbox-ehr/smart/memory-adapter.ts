import type { Adapter, AdapterFactory, AdapterPayload } from "oidc-provider";
import { type Life, lifeOf } from "./life.ts";

/** What ages by the sandbox's clock as well; access tokens do so where they are looked up. */
const ageing = ["AuthorizationCode", "RefreshToken"];

/** What the authorization server remembers, in memory and for one sandbox alone. */
export function memoryAdapter(now: () => Date): AdapterFactory {
  const models = new Map<string, Adapter>();
  return (name) => {
    const life = (seconds: number) => lifeOf(ageing.includes(name) ? seconds : Number.POSITIVE_INFINITY, now);
    const model = models.get(name) ?? memoryModel(life);
    models.set(name, model);
    return model;
  };
}

interface Remembered {
  readonly payload: AdapterPayload;
  readonly life: Life;
}

function memoryModel(lifeFor: (seconds: number) => Life): Adapter {
  const remembered = new Map<string, Remembered>();
  const find = (id: string) => {
    const found = remembered.get(id);
    return found?.life.isOver() ? undefined : found?.payload;
  };
  return {
    upsert: async (id, payload, seconds = Number.POSITIVE_INFINITY) => {
      remembered.set(id, { payload, life: lifeFor(seconds) });
    },
    find: async (id) => find(id),
    findByUid: async (uid) => [...remembered.values()].find(({ payload }) => payload.uid === uid)?.payload,
    findByUserCode: async () => undefined,
    consume: async (id) => {
      Object.assign(find(id) ?? {}, { consumed: true });
    },
    destroy: async (id) => {
      remembered.delete(id);
    },
    revokeByGrantId: async (grantId) => {
      for (const [id, { payload }] of remembered) if (payload.grantId === grantId) remembered.delete(id);
    },
  };
}
