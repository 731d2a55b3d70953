import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { type EhrClientOptions, ehrClient } from "../../launch/ehr-client.ts";
import { capabilityCache } from "../../server/launches/capability-cache.ts";
import { fixedToken } from "../launch/fixed-token.ts";
import { type Reply, type ScriptedEhr, scriptedEhr } from "../launch/scripted-ehr.ts";

const statement = {
  resourceType: "CapabilityStatement",
  rest: [{ mode: "server", resource: [{ type: "Task", interaction: [{ code: "create" }] }] }],
};
const usual: Reply = { body: statement };

function client({ base }: ScriptedEhr, more: Partial<EhrClientOptions> = {}) {
  return ehrClient({ base, tokens: fixedToken(), sleep: async () => undefined, ...more });
}

function clockedCache() {
  let now = Date.parse("2026-03-06T12:00:00Z");
  const ask = capabilityCache(() => new Date(now).toISOString());
  const pass = (minutes: number) => {
    now += minutes * 60_000;
  };
  return { ask, pass };
}

/** An EHR that answers late, so that many can ask meanwhile. */
function lateEhr(answer: (nth: number) => Reply): Promise<ScriptedEhr> {
  let nth = 0;
  return scriptedEhr(async () => {
    await pause(50);
    nth += 1;
    return answer(nth);
  });
}

describe("what an EHR can do", () => {
  it("is asked once by all who want to know at the same time, and then once an hour", async () => {
    const ehr = await lateEhr(() => usual);
    const { ask, pass } = clockedCache();
    const all = await Promise.all(Array.from({ length: 20 }, () => ask(client(ehr))));
    expect(all.every((one) => one?.supports("Task", "create"))).toBe(true);
    pass(59);
    await ask(client(ehr));
    expect(ehr.seen.length).toBe(1);
    pass(1);
    await ask(client(ehr));
    expect(ehr.seen.length).toBe(2);
  });

  it("is asked EHR by EHR", async () => {
    const [one, other] = [await lateEhr(() => usual), await lateEhr(() => ({ status: 403 }))];
    const { ask } = clockedCache();
    expect(await Promise.all([ask(client(one)), ask(client(other))])).toEqual([expect.anything(), null]);
    expect([one.seen.length, other.seen.length]).toEqual([1, 1]);
  });

  it.each<[what: string, reply: Reply]>([
    ["a refusal", { status: 403 }],
    ["a page", { body: "<html>", headers: { "content-type": "text/html" } }],
    ["another resource", { body: { resourceType: "Patient" } }],
    [
      "a statement that names something twice",
      { body: '{"resourceType":"CapabilityStatement","rest":[],"rest":[]}' },
    ],
  ])("is not kept from %s, but asked again", async (_what, reply) => {
    const ehr = await lateEhr((nth) => (nth === 1 ? reply : usual));
    const { ask } = clockedCache();
    expect(await ask(client(ehr))).toBeNull();
    expect(await ask(client(ehr))).not.toBeNull();
    await ask(client(ehr));
    expect(ehr.seen.length).toBe(2);
  });

  it("is not unknown to all because the one who asked first went away", async () => {
    const ehr = await lateEhr((nth) => (nth === 1 ? { end: "hang" } : usual));
    const { ask } = clockedCache();
    const leaving = new AbortController();
    const first = ask(client(ehr, { signal: leaving.signal }));
    const others = Array.from({ length: 5 }, () => ask(client(ehr)));
    while (ehr.seen.length === 0) await pause(5);
    leaving.abort();
    expect(await first).toBeNull();
    expect((await Promise.all(others)).every((one) => one !== null)).toBe(true);
    await ask(client(ehr));
    expect(ehr.seen.length).toBe(2);
  });
});
