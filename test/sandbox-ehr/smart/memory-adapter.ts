import type { Adapter, AdapterFactory, AdapterPayload } from "oidc-provider";

/** What the authorization server remembers, in memory and for one sandbox alone. */
export function memoryAdapter(): AdapterFactory {
  const models = new Map<string, Adapter>();
  return (name) => {
    const model = models.get(name) ?? memoryModel();
    models.set(name, model);
    return model;
  };
}

function memoryModel(): Adapter {
  const payloads = new Map<string, AdapterPayload>();
  return {
    upsert: async (id, payload) => {
      payloads.set(id, payload);
    },
    find: async (id) => payloads.get(id),
    findByUid: async (uid) => [...payloads.values()].find((one) => one.uid === uid),
    findByUserCode: async () => undefined,
    consume: async (id) => {
      Object.assign(payloads.get(id) ?? {}, { consumed: true });
    },
    destroy: async (id) => {
      payloads.delete(id);
    },
    revokeByGrantId: async (grantId) => {
      for (const [id, payload] of payloads) if (payload.grantId === grantId) payloads.delete(id);
    },
  };
}
