import { createServer } from "node:net";
import { describe, expect, it } from "vitest";
import { type EhrClientOptions, ehrClient } from "../../launch/ehr-client.ts";
import { fixedToken } from "./fixed-token.ts";
import { portOf, type Reply, scriptedEhr } from "./scripted-ehr.ts";

const instantly = async () => undefined;

function client(base: string, more: Partial<EhrClientOptions> = {}) {
  return ehrClient({ base, tokens: fixedToken("token-1"), sleep: instantly, ...more });
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
    const none = client(ehr.base, { tokens: fixedToken(null) });
    expect(await none.read("Task")).toEqual({ kind: "no_token" });
    expect(await none.write(post)).toEqual({ kind: "no_token" });
    expect(ehr.seen).toEqual([]);
    const tokens = ["first", "second"];
    const changing = { ...fixedToken(), current: async () => tokens.shift() ?? null };
    await client(ehr.base, { tokens: changing }).read("Task");
    expect(ehr.seen.map(({ headers }) => headers.authorization)).toEqual(["Bearer first", "Bearer second"]);
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
    expect(await client(hanging.base, { deadlineMs: 400 }).write(post)).toEqual({
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
    expect(await client(ehr.base, { deadlineMs: 250 }).read("Task")).toMatchObject(timeout);
    expect(ehr.seen.length).toBeGreaterThan(1);
    expect(ehr.seen.length).toBeLessThan(4);
  });

  it("keeps the deadline while the body trickles in", async () => {
    const ehr = await scriptedEhr(() => ({ headers: { "content-length": "100" }, body: "{" }));
    const answer = await client(ehr.base, { deadlineMs: 400 }).write(post);
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
