import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Registered } from "./authorize.ts";
import { type FhirFetch, freshSandbox, signedIn } from "./fresh-sandbox.ts";

let registered: Registered;
let fhir: FhirFetch;
beforeEach(async () => {
  const start = new Date();
  registered = await freshSandbox({ control: true, now: () => start });
  fhir = await signedIn(registered);
});
afterEach(() => registered.sandbox.close());

function control(what: string, body?: object, method = "POST"): Promise<Response> {
  const headers = { "content-type": "application/json" };
  return fetch(`${registered.sandbox.url}/control/${what}`, {
    method,
    ...(body === undefined ? {} : { headers, body: JSON.stringify(body) }),
  });
}

const state = async (response: Response) => {
  expect(response.status).toBe(200);
  return response.json();
};

describe("another process", () => {
  it("asks for faults, sees which are left, and withdraws them", async () => {
    const fault = { kind: "status", status: 429, retryAfter: { seconds: 3 } };
    await control("faults", { fault, match: { type: "Task", times: 2 } });
    expect((await fhir("Task/t1")).headers.get("retry-after")).toBe("3");
    expect((await fhir("Patient/p01")).status).toBe(200);
    const { faults } = await state(await control("state", undefined, "GET"));
    expect(faults).toEqual([{ fault, match: { type: "Task", times: 1 } }]);
    expect((await state(await control("faults", undefined, "DELETE"))).faults).toEqual([]);
    expect((await fhir("Task/t1")).status).toBe(200);
  });

  it("is not hindered by the faults it asked for, nor logged", async () => {
    await control("faults", { fault: { kind: "hang" } });
    expect((await control("faults", undefined, "DELETE")).status).toBe(200);
    expect(registered.sandbox.requests.filter(({ path }) => path.startsWith("/control"))).toEqual([]);
  });

  it("has every connection refused for a while", async () => {
    expect((await control("faults", { fault: { kind: "refuse", ms: 100 } })).status).toBe(200);
    await expect.poll(() => fhir("Task/t1").catch(() => null)).toBeNull();
    await expect.poll(() => fhir("Task/t1").then((answer) => answer.status, String)).toBe(200);
  });

  it("moves the clock, and tokens age", async () => {
    const before = registered.sandbox.clock.now().getTime();
    const { now } = await state(await control("clock", { advanceMs: 568_000 }));
    expect(Date.parse(now) - before).toBe(568_000);
    expect((await fhir("Task/t1")).status).toBe(200);
    await control("clock", { advanceMs: 2_000 });
    expect((await fhir("Task/t1")).status).toBe(401);
  });

  it("changes the flavour", async () => {
    expect((await state(await control("flavour", { flavour: "oracle" }))).flavour).toBe("oracle");
    expect((await fhir("Task/t1")).status).toBe(404);
    await control("flavour", { flavour: "generic" });
    expect((await fhir("Task/t1")).status).toBe(200);
  });

  it.each([
    ["faults", { fault: { kind: "nonsense" } }],
    ["faults", { fault: { kind: "status", status: 99 } }],
    ["faults", { fault: { kind: "hang" }, match: { typ: "Task" } }],
    ["faults", { fault: { kind: "refuse", ms: 5 }, match: { type: "Task" } }],
    ["clock", { advanceMs: -1 }],
    ["clock", { advanceMs: 0.5 }],
    ["flavour", { flavour: "nobody" }],
  ])("is told that %s does not take %j", async (what, body) => {
    const response = await control(what, body);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: expect.stringMatching(/./) });
    expect(await state(await control("state", undefined, "GET"))).toMatchObject({
      flavour: "generic",
      faults: [],
    });
  });

  it("sees page by page what was asked and how it was answered, and no code or token", async () => {
    const first = registered.sandbox.requests.length;
    await fhir("Task?patient=p01&access_token=secret");
    await fhir("Task/unknown");
    await fetch(`${registered.sandbox.url}/oauth/auth?code=secret&client_id=app`, { redirect: "manual" });
    const all = await state(await control("requests?count=1000", undefined, "GET"));
    expect(all).toMatchObject({ total: first + 3, after: null });
    const at = registered.sandbox.clock.now().toISOString();
    expect(all.requests.slice(first)).toEqual([
      {
        ...{ number: first + 1, method: "GET", path: "/fhir/Task", type: "Task", at, status: 200 },
        url: "/fhir/Task?patient=p01",
      },
      {
        ...{ number: first + 2, method: "GET", path: "/fhir/Task/unknown", type: "Task", at, status: 404 },
        url: "/fhir/Task/unknown",
      },
      {
        ...{ number: first + 3, method: "GET", path: "/oauth/auth", type: null, at, status: 303 },
        url: "/oauth/auth?code&client_id",
      },
    ]);
    expect(JSON.stringify(all)).not.toContain("secret");
    const one = await state(await control(`requests?count=1&after=${first}`, undefined, "GET"));
    expect(one).toMatchObject({ requests: [{ number: first + 1 }], after: first + 1 });
    const rest = await state(await control(`requests?after=${one.after}`, undefined, "GET"));
    expect(rest.requests.map(({ number }: { number: number }) => number)).toEqual([first + 2, first + 3]);
  });

  it.each(["count=0", "count=1001", "after=-1", "after=x", "page=2"])("pages no log by %s", async (query) => {
    expect((await control(`requests?${query}`, undefined, "GET")).status).toBe(400);
  });

  it("cannot be a page of another origin, which may send no JSON", async () => {
    const body = JSON.stringify({ fault: { kind: "hang" } });
    const headers = { "content-type": "text/plain" };
    const url = `${registered.sandbox.url}/control/faults`;
    expect((await fetch(url, { method: "POST", headers, body })).status).toBe(400);
    const asked = await fetch(url, { method: "OPTIONS" });
    expect(asked.headers.get("access-control-allow-origin")).toBeNull();
  });
});

it("nobody controls a sandbox that was not opened to it", async () => {
  const own = await freshSandbox();
  for (const what of ["state", "requests", "faults", "clock", "flavour"]) {
    expect((await fetch(`${own.sandbox.url}/control/${what}`)).status).toBe(404);
    expect((await fetch(`${own.sandbox.url}/control/${what}`, { method: "POST" })).status).toBe(404);
  }
  await own.sandbox.close();
});
