import { createServer } from "node:net";
import { describe, expect, it } from "vitest";
import { type EhrClientOptions, ehrClient } from "../../launch/ehr-client.ts";
import { resolveWithin } from "../../launch/fhir-base.ts";
import { portOf, type Reply, scriptedEhr } from "./scripted-ehr.ts";

const instantly = async () => undefined;
const token = async () => "token-1";

function client(base: string, more: Partial<EhrClientOptions> = {}) {
  return ehrClient({ base, accessToken: token, sleep: instantly, ...more });
}

/** Answers the nth request with the nth reply, and the last one from then on. */
function inTurn(...replies: [Reply, ...Reply[]]): () => Reply {
  let next = 0;
  return () => replies[Math.min(next++, replies.length - 1)] ?? {};
}

/** A port that was free a moment ago and that nobody listens on. */
async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const port = portOf(server.address());
  await new Promise((closed) => server.close(closed));
  return port;
}

const post = { method: "POST", path: "Task", body: "{}", contentType: "application/fhir+json" } as const;

describe("where a request may go", () => {
  const base = "https://ehr.example/fhir/r4";

  it.each([
    ["Task/1", "https://ehr.example/fhir/r4/Task/1"],
    ["Task?patient=1&_count=2", "https://ehr.example/fhir/r4/Task?patient=1&_count=2"],
    ["https://ehr.example/fhir/r4/Task/1", "https://ehr.example/fhir/r4/Task/1"],
    ["https://EHR.example:443/fhir/r4?_getpages=x", "https://ehr.example/fhir/r4?_getpages=x"],
    ["https://ehr.example/fhir/r4/a/../Task", "https://ehr.example/fhir/r4/Task"],
  ])("%s stays under the base", (given, url) => {
    expect(resolveWithin(base, given)?.href).toBe(url);
  });

  it.each([
    "https://evil.example/fhir/r4/Task",
    "https://ehr.example.evil.example/fhir/r4/Task",
    "https://ehr.example@evil.example/fhir/r4/Task",
    "https://user:secret@ehr.example/fhir/r4/Task",
    "http://ehr.example/fhir/r4/Task",
    "https://ehr.example:8443/fhir/r4/Task",
    "https://ehr.example/fhir/r4x/Task",
    "https://ehr.example/fhir/r4/../admin",
    "https://ehr.example/fhir/r4/%2e%2e/admin",
    "https://ehr.example/fhir/r4/..%2fadmin",
    "https://ehr.example/fhir/r4/..%5Cadmin",
    "//evil.example/fhir/r4/Task",
    "\\\\evil.example\\fhir\\r4",
    "/admin",
    "../admin",
    "../../x",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "urn:uuid:1",
    "http://[",
  ])("%s does not", (given) => {
    expect(resolveWithin(base, given)).toBeNull();
  });

  it("sends nothing off the base, neither read nor write", async () => {
    const good = await scriptedEhr(() => ({}));
    const evil = await scriptedEhr(() => ({}));
    const ehr = client(good.base);
    expect(await ehr.read(`${evil.base}/Task`)).toEqual({ kind: "off_base" });
    expect(await ehr.write({ ...post, path: `${evil.base}/Task` })).toEqual({ kind: "off_base" });
    expect(await ehr.read("../oauth/token")).toEqual({ kind: "off_base" });
    expect([good.seen.length, evil.seen.length]).toEqual([0, 0]);
  });

  it.each([301, 302, 303, 307, 308])("does not follow a %i anywhere", async (status) => {
    const evil = await scriptedEhr(() => ({}));
    const good = await scriptedEhr(() => ({ status, headers: { location: `${evil.base}/Task` } }));
    expect(await client(good.base).read("Task")).toMatchObject({ kind: "answered", status });
    expect(await client(good.base).write(post)).toMatchObject({ kind: "answered", status });
    expect(evil.seen).toEqual([]);
  });
});

describe("what a request carries", () => {
  it("reads with the token and asks for FHIR JSON", async () => {
    const ehr = await scriptedEhr(() => ({ headers: { etag: 'W/"7"', location: "x" }, body: "text" }));
    expect(await client(ehr.base).read("Task/1")).toEqual({
      kind: "answered",
      status: 200,
      text: "text",
      etag: 'W/"7"',
      location: "x",
      contentType: "application/fhir+json",
    });
    expect(ehr.seen[0]).toMatchObject({
      method: "GET",
      url: "/fhir/Task/1",
      headers: { authorization: "Bearer token-1", accept: "application/fhir+json" },
    });
  });

  it("writes with its guards, to the byte", async () => {
    const ehr = await scriptedEhr(() => ({ status: 201 }));
    const body = '{"value":1.10,"text":"é𝄞"}';
    await client(ehr.base).write({ ...post, body, ifMatch: 'W/"3"', ifNoneExist: "identifier=a" });
    expect(ehr.seen[0]).toMatchObject({
      method: "POST",
      url: "/fhir/Task",
      body,
      headers: {
        "content-type": "application/fhir+json",
        "if-match": 'W/"3"',
        "if-none-exist": "identifier=a",
      },
    });
  });

  it("sends nothing without a token, and asks for it anew with every attempt", async () => {
    const ehr = await scriptedEhr(inTurn({ status: 503 }, {}));
    const none = client(ehr.base, { accessToken: async () => null });
    expect(await none.read("Task")).toEqual({ kind: "no_token" });
    expect(await none.write(post)).toEqual({ kind: "no_token" });
    expect(ehr.seen).toEqual([]);
    const tokens = ["first", "second"];
    await client(ehr.base, { accessToken: async () => tokens.shift() ?? null }).read("Task");
    expect(ehr.seen.map(({ headers }) => headers.authorization)).toEqual(["Bearer first", "Bearer second"]);
  });
});

describe("when the EHR is busy", () => {
  it.each([429, 502, 503, 504])("reads again after %i, three times and no more", async (status) => {
    const ehr = await scriptedEhr(inTurn({ status }, { status }, { status }, { status: 200 }));
    expect(await client(ehr.base).read("Task")).toMatchObject({ status: 200 });
    expect(ehr.seen.length).toBe(4);
    const dead = await scriptedEhr(() => ({ status }));
    expect(await client(dead.base).read("Task")).toMatchObject({ status });
    expect(dead.seen.length).toBe(4);
  });

  it.each([400, 401, 403, 404, 408, 409, 422, 500, 501])("does not read again after %i", async (status) => {
    const ehr = await scriptedEhr(() => ({ status }));
    expect(await client(ehr.base).read("Task")).toMatchObject({ kind: "answered", status });
    expect(ehr.seen.length).toBe(1);
  });

  it.each([429, 500, 502, 503, 504])("never writes again after %i", async (status) => {
    const ehr = await scriptedEhr(() => ({ status }));
    expect(await client(ehr.base).write(post)).toMatchObject({ kind: "answered", status });
    expect(ehr.seen.length).toBe(1);
  });

  it("waits as long as it was asked to, in seconds or until a date", async () => {
    const waits: number[] = [];
    const sleep = async (ms: number) => {
      waits.push(ms);
    };
    const date = "Fri, 06 Mar 2026 12:00:00 GMT";
    const until = "Fri, 06 Mar 2026 12:00:07 GMT";
    const past = "Fri, 06 Mar 2026 11:00:00 GMT";
    const ehr = await scriptedEhr(
      inTurn(
        { status: 429, headers: { "retry-after": "5" } },
        { status: 503, headers: { date, "retry-after": until } },
        { status: 503, headers: { date, "retry-after": past } },
        {},
      ),
    );
    await client(ehr.base, { sleep }).read("Task");
    expect(waits.slice(0, 2)).toEqual([5000, 7000]);
    expect(waits[2]).toBeGreaterThanOrEqual(1000);
    expect(waits[2]).toBeLessThan(2001);
  });

  it.each([
    ["10", 4],
    ["11", 1],
    ["86400", 1],
    ["soon", 1],
  ])("asked to wait %s, gives up rather than come back too early", async (value, requests) => {
    const ehr = await scriptedEhr(() => ({ status: 429, headers: { "retry-after": value } }));
    expect(await client(ehr.base).read("Task")).toMatchObject({ status: 429 });
    expect(ehr.seen.length).toBe(requests);
  });

  it("has at most six requests under way", async () => {
    const ehr = await scriptedEhr(async () => {
      await new Promise((resolve) => setTimeout(resolve, 30));
      return {};
    });
    const one = client(ehr.base);
    const answers = await Promise.all(Array.from({ length: 20 }, (_, index) => one.read(`Task/${index}`)));
    expect(answers.every(({ kind }) => kind === "answered")).toBe(true);
    expect(ehr.seen.length).toBe(20);
    expect(ehr.most()).toBe(6);
  });
});

describe("when the EHR is gone", () => {
  it("says of a write whether it may have arrived, and sends it once", async () => {
    const reset = await scriptedEhr(() => ({ end: "reset" }));
    expect(await client(reset.base).write(post)).toEqual({
      kind: "unreachable",
      sent: true,
      reason: "reset",
    });
    expect(reset.seen.length).toBe(1);
    const cut = await scriptedEhr(() => ({ status: 201, body: '{"resourceType":', end: "cut" }));
    expect(await client(cut.base).write(post)).toEqual({ kind: "unreachable", sent: true, reason: "reset" });
    const hanging = await scriptedEhr(() => ({ end: "hang" }));
    expect(await client(hanging.base, { deadlineMs: 80 }).write(post)).toEqual({
      kind: "unreachable",
      sent: true,
      reason: "timeout",
    });
    expect(hanging.seen.length).toBe(1);
  });

  it("knows that nothing arrived where nobody listens", async () => {
    const nobody = client(`http://127.0.0.1:${await closedPort()}/fhir`);
    const gone = { kind: "unreachable", sent: false, reason: "refused" };
    expect(await nobody.write(post)).toEqual(gone);
    expect(await nobody.read("Task")).toEqual(gone);
  });

  it("reads again after a broken connection", async () => {
    const ehr = await scriptedEhr(inTurn({ end: "reset" }, { body: "{", end: "cut" }, { body: "whole" }));
    expect(await client(ehr.base).read("Task")).toMatchObject({ kind: "answered", text: "whole" });
    expect(ehr.seen.length).toBe(3);
  });

  it("gives a hanging read up, with its repetitions, within three deadlines", async () => {
    const ehr = await scriptedEhr(() => ({ end: "hang" }));
    const timeout = { kind: "unreachable", reason: "timeout" };
    expect(await client(ehr.base, { deadlineMs: 60 }).read("Task")).toMatchObject(timeout);
    expect(ehr.seen.length).toBeGreaterThan(1);
    expect(ehr.seen.length).toBeLessThan(4);
  });

  it("keeps the deadline while the body trickles in", async () => {
    const ehr = await scriptedEhr(() => ({ headers: { "content-length": "100" }, body: "{" }));
    const answer = await client(ehr.base, { deadlineMs: 80 }).write(post);
    expect(answer).toEqual({ kind: "unreachable", sent: true, reason: "timeout" });
  });

  it("stops when the caller's signal says so", async () => {
    const ehr = await scriptedEhr(() => ({ end: "hang" }));
    const screen = new AbortController();
    const one = client(ehr.base, { signal: screen.signal });
    const reading = one.read("Task");
    setTimeout(() => screen.abort(), 40);
    expect(await reading).toMatchObject({ kind: "unreachable", reason: "aborted" });
    expect(await one.write(post)).toEqual({ kind: "unreachable", sent: false, reason: "aborted" });
    expect(ehr.seen.length).toBe(1);
  });
});

describe("what an answer may be", () => {
  const cap = 32 * 1024 * 1024;

  it.each([
    [cap, { kind: "answered", status: 200 }],
    [cap + 1, { kind: "unreachable", sent: true, reason: "too_large" }],
  ])("of %i bytes", async (size, expected) => {
    const ehr = await scriptedEhr(() => ({ body: new Uint8Array(size).fill(32) }));
    expect(await client(ehr.base).read("Task")).toMatchObject(expected);
    expect(ehr.seen.length).toBe(1);
  });

  it.each([
    [100, { kind: "answered", status: 200 }],
    [101, { kind: "unreachable", sent: true, reason: "over_budget" }],
  ])("of %i bytes where 100 of 200 are left", async (size, expected) => {
    const ehr = await scriptedEhr(({ url }) => ({ body: "x".repeat(url.endsWith("first") ? 100 : size) }));
    const one = client(ehr.base, { readBytes: 200 });
    expect(await one.read("first")).toMatchObject({ kind: "answered", status: 200 });
    expect(await one.read("second")).toMatchObject(expected);
    expect(await one.write(post)).toMatchObject({ kind: "answered", status: 200 });
  });

  it("is UTF-8, and never quietly something else", async () => {
    const ehr = await scriptedEhr(() => ({ body: Uint8Array.from([0x22, 0xff, 0x22]) }));
    expect(await client(ehr.base).read("Task")).toEqual({
      kind: "unreachable",
      sent: true,
      reason: "garbled",
    });
  });
});
