import { describe, expect, it } from "vitest";
import { type EhrClient, type EhrClientOptions, ehrClient } from "../../launch/ehr-client.ts";
import { ehrHosts } from "../../launch/host-turns.ts";
import { fixedToken } from "./fixed-token.ts";
import { type Reply, type ScriptedEhr, scriptedEhr } from "./scripted-ehr.ts";

const instantly = async () => undefined;
const post = { method: "POST", path: "Task", body: "{}", contentType: "application/fhir+json" } as const;

function client({ base }: ScriptedEhr, more: Partial<EhrClientOptions> = {}): EhrClient {
  return ehrClient({ base, tokens: fixedToken(), sleep: instantly, ...more });
}

/** Answers the nth request with the nth reply, and the last one from then on. */
function inTurn(...replies: [Reply, ...Reply[]]): () => Reply {
  let next = 0;
  return () => replies[Math.min(next++, replies.length - 1)] ?? {};
}

function outcome(code: string, more: object = {}): Reply {
  return {
    status: 500,
    body: { resourceType: "OperationOutcome", issue: [{ severity: "fatal", code, ...more }] },
  };
}

/** How long a read waits before each of its repetitions, in ms. */
async function waitsOf(...replies: [Reply, ...Reply[]]): Promise<number[]> {
  const waits: number[] = [];
  const ehr = await scriptedEhr(inTurn(...replies));
  const host = ehrHosts(instantly).turns(ehr.base, "launch");
  const sleep = async (ms: number) => {
    waits.push(ms);
  };
  await client(ehr, { host, sleep }).read("Task");
  return waits;
}

describe("when the EHR is busy or fails", () => {
  it.each([429, 500, 502, 503, 504])(
    "a read is repeated after %i, three times and no more",
    async (status) => {
      const ehr = await scriptedEhr(inTurn({ status }, { status }, { status }, { status: 200 }));
      expect(await client(ehr).read("Task")).toMatchObject({ status: 200 });
      expect(ehr.seen.length).toBe(4);
      const dead = await scriptedEhr(() => ({ status }));
      expect(await client(dead).read("Task")).toMatchObject({ status });
      expect(dead.seen.length).toBe(4);
    },
  );

  it.each([400, 401, 403, 404, 408, 409, 410, 422, 501])(
    "a read is not repeated after %i",
    async (status) => {
      const ehr = await scriptedEhr(() => ({ status }));
      expect(await client(ehr).read("Task")).toMatchObject({ kind: "answered", status });
      expect(ehr.seen.length).toBe(1);
    },
  );

  it.each<[what: string, reply: Reply, requests: number]>([
    ["a required element is missing", outcome("required", { location: ["/f:Consent/f:status"] }), 1],
    ["Epic cannot fill an element", outcome("processing", { details: { coding: [{ code: "4104" }] } }), 1],
    ["it says nothing", { status: 500 }, 4],
    ["it is a page", { status: 500, body: "<html>", headers: { "content-type": "text/html" } }, 4],
    ["something went wrong", outcome("exception"), 4],
  ])("500 because %s: %o, is asked for %i times", async (_what, reply, requests) => {
    const ehr = await scriptedEhr(() => reply);
    expect(await client(ehr).read("Consent")).toMatchObject({ status: 500 });
    expect(ehr.seen.length).toBe(requests);
  });

  it.each([401, 429, 500, 502, 503, 504])("a write is never repeated after %i", async (status) => {
    const ehr = await scriptedEhr(() => ({ status, headers: { "retry-after": "0" } }));
    expect(await client(ehr).write(post)).toMatchObject({ kind: "answered", status });
    expect(ehr.seen.length).toBe(1);
  });
});

describe("Retry-After", () => {
  const date = "Fri, 06 Mar 2026 12:00:00 GMT";

  it.each([
    ["seconds", "5", 5000],
    ["a date", "Fri, 06 Mar 2026 12:00:07 GMT", 7000],
    ["an obsolete date", "Friday, 06-Mar-26 12:00:08 GMT", 8000],
    ["the date of asctime", "Fri Mar  6 12:00:09 2026", 9000],
  ])("as %s is waited for", async (_form, value, ms) => {
    const waits = await waitsOf({ status: 429, headers: { date, "retry-after": value } }, {});
    expect(waits).toEqual([ms]);
  });

  it.each([
    ["nothing", {}],
    ["no time at all", { "retry-after": "0" }],
    ["a date gone by", { date, "retry-after": "Fri, 06 Mar 2026 11:00:00 GMT" }],
  ])("of %s leaves a growing pause", async (_what, headers) => {
    const busy = { status: 503, headers };
    const [first = 0, second = 0, third = 0] = await waitsOf(busy, busy, busy, {});
    for (const [wait, least] of [
      [first, 250],
      [second, 500],
      [third, 1000],
    ] as const) {
      expect(wait).toBeGreaterThanOrEqual(least);
      expect(wait).toBeLessThan(2 * least);
    }
  });

  it.each([
    ["10", 4],
    ["11", 1],
    ["86400", 1],
    ["9".repeat(400), 1],
    ["soon", 1],
    ["-1", 1],
    ["1.5", 1],
    ["0x10", 1],
    ["2026-03-06", 1],
    ["Fri, 06 Mar 2026 12:00:05", 1],
    ["Fri, 06 Mar 2026 12:00:05 PST", 1],
  ])("of %s: gives up rather than come back too early", async (value, requests) => {
    const ehr = await scriptedEhr(() => ({ status: 429, headers: { date, "retry-after": value } }));
    expect(await client(ehr).read("Task")).toMatchObject({ status: 429 });
    expect(ehr.seen.length).toBe(requests);
  });

  it("holds over a storm of six parallel reads, which all end well within four attempts", async () => {
    const attempts = new Map<string, number[]>();
    const ehr = await scriptedEhr(({ url }) => {
      const of = attempts.get(url) ?? [];
      attempts.set(url, [...of, performance.now()]);
      return of.length < 2 ? { status: 429, headers: { "retry-after": "1" } } : {};
    });
    const one = client(ehr, { sleep: (ms) => new Promise((over) => setTimeout(over, ms)) });
    const answers = await Promise.all(Array.from({ length: 6 }, (_, index) => one.read(`Task/${index}`)));
    expect(answers.map((answer) => "status" in answer && answer.status)).toEqual(Array(6).fill(200));
    expect(ehr.most()).toBeLessThanOrEqual(6);
    const all = [...attempts.values()];
    expect(all.map(({ length }) => length)).toEqual(Array(6).fill(3));
    // Timers may be early by a millisecond.
    for (const [first = 0, second = 0, third = 0] of all) {
      expect(Math.min(second - first, third - second)).toBeGreaterThanOrEqual(999);
    }
  });
});
