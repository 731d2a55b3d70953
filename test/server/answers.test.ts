import type { OutgoingHttpHeaders } from "node:http";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { openTestLaunch, ownPage } from "./open-test-launch.ts";
import { chartOrigin, startTestServer, type TestServer } from "./test-server.ts";

const canary = "canary-7f3a";

/** A server with routes that fail the way nobody planned. */
function startFailing(): Promise<TestServer> {
  return startTestServer({
    more: (app) => {
      const none = { launch: "none" } as const;
      app.get("/throws", { config: none }, async () => {
        throw Object.assign(new Error(`relation "${canary}" does not exist`), {
          code: "42P01",
          detail: canary,
        });
      });
      app.get("/throws-text", { config: none }, async () => Promise.reject(canary));
      app.get(
        "/leaks",
        { config: none, schema: { response: { 200: z.strictObject({ ok: z.boolean() }) } } },
        async () => ({ ok: true, [canary]: canary }),
      );
      app.post(
        "/strict",
        { config: none, schema: { body: z.strictObject({ month: z.string().regex(/^\d{4}-\d\d$/) }) } },
        async () => "",
      );
      app.get("/refused-upstream", { config: none }, async () => {
        throw Object.assign(new Error(canary), { statusCode: 502 });
      });
    },
  });
}

let server: TestServer;
beforeAll(async () => {
  server = await startFailing();
});
afterAll(() => server.close());

const always: OutgoingHttpHeaders = {
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "strict-transport-security": "max-age=63072000",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
};

const dataPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
  "connect-src 'self'; base-uri 'none'; object-src 'none'; form-action 'none'; frame-ancestors 'none'";

describe("the headers", () => {
  it.each([
    ["/healthz", 200],
    ["/no/such/address", 404],
    ["/assets/no-such-file.js", 404],
    ["/assets/..%2findex.html", 404],
    ["/assets/.env", 404],
    ["/%zz", 400],
    ["/throws", 500],
    ["/throws-text", 500],
    ["/leaks", 500],
    ["/refused-upstream", 500],
  ])("of %s (%d) allow nothing and keep nothing", async (url, status) => {
    const answer = await server.app.inject({ url });
    expect(answer.statusCode).toBe(status);
    expect(answer.headers).toMatchObject({
      ...always,
      "content-security-policy": dataPolicy,
      "cache-control": "no-store",
    });
    expect(answer.headers["x-frame-options"]).toBeUndefined();
    expect(answer.headers["x-powered-by"]).toBeUndefined();
  });

  it("of the public keys let them be kept for minutes, and allow nothing else", async () => {
    const answer = await server.app.inject({ url: "/.well-known/jwks.json" });
    expect(answer.headers).toMatchObject({
      ...always,
      "content-security-policy": dataPolicy,
      "cache-control": expect.stringMatching(/^public, max-age=\d{1,3}$/),
    });
  });

  it("of a built file let it be kept for ever", async () => {
    const answer = await server.app.inject({ url: "/assets/app-1a2b.js" });
    expect(answer.headers).toMatchObject({
      ...always,
      "content-security-policy": dataPolicy,
      "cache-control": "public, max-age=31536000, immutable",
      "content-type": expect.stringContaining("javascript"),
    });
  });

  it("of the app's page let its EHR frame it and its own elements run", async () => {
    const { id } = await openTestLaunch(server);
    const answer = await server.app.inject({ url: `/l/${id}/` });
    const policy = String(answer.headers["content-security-policy"]);
    expect(answer.headers).toMatchObject({ ...always, "cache-control": "no-store" });
    expect(policy).toMatch(
      new RegExp(
        `^default-src 'none'; script-src 'self' 'nonce-[\\w+/=]{24}'; style-src 'self' 'nonce-[\\w+/=]{24}'; .*frame-ancestors ${chartOrigin}$`,
      ),
    );
    expect(policy).not.toMatch(/unsafe|\*/);
  });

  it("never allow another origin to read", async () => {
    const answer = await server.app.inject({ url: "/healthz", headers: { origin: "https://evil.example" } });
    expect(Object.keys(answer.headers).filter((name) => name.startsWith("access-control"))).toEqual([]);
  });
});

describe("an answer to a failure", () => {
  it.each(["/throws", "/throws-text", "/leaks", "/refused-upstream"])(
    "of ours (%s) holds a request number and nothing of the cause",
    async (url) => {
      const answer = await server.app.inject({ url });
      expect(answer.json()).toEqual({
        code: "internal",
        message: expect.any(String),
        advice: expect.any(String),
        request: expect.stringMatching(/^[0-9a-f-]{36}$/),
      });
      expect(answer.body).not.toMatch(new RegExp(`${canary}|42P01|Error|at |node_modules|\\.ts`));
    },
  );

  const strict = { method: "POST", url: "/strict" } as const;
  const json = { ...ownPage, "content-type": "application/json" };

  it.each([
    ["what is not JSON", "{", 400, "request_invalid"],
    ["nothing", "", 400, "request_invalid"],
    ["a prototype", '{"month":"2026-03","__proto__":{"x":1}}', 400, "request_invalid"],
    ["a wrong value", '{"month":"March"}', 400, "request_invalid"],
    ["an unknown field", '{"month":"2026-03","practice":"x"}', 400, "request_invalid"],
    ["1 MiB and a byte", JSON.stringify({ month: "x".repeat(1_048_576 - 11) }), 413, "body_too_large"],
    [
      "1 MiB exactly of a wrong value",
      JSON.stringify({ month: "x".repeat(1_048_576 - 12) }),
      400,
      "request_invalid",
    ],
  ])("of the caller's, who sent %s, says so", async (_, payload, status, code) => {
    const answer = await server.app.inject({ ...strict, headers: json, payload });
    expect(answer.statusCode).toBe(status);
    expect(answer.json()).toMatchObject({ code, advice: expect.stringMatching(/\w/) });
    expect(answer.body.length).toBeLessThan(1000);
  });

  it("of the caller's says where", async () => {
    const answer = await server.app.inject({ ...strict, headers: json, payload: { month: "March" } });
    expect(answer.json()["message"]).toContain("/month");
    expect(answer.body).not.toContain("March");
  });
});

describe("the log", () => {
  it("holds a line per request and nothing that could name a patient, a launch or a secret", async () => {
    const launch = await openTestLaunch(server, { patient: `p-${canary}`, user: `Practitioner/${canary}` });
    server.logLines.length = 0;
    const headers = { ...launch.headers, ...ownPage, "user-agent": canary, "x-request-id": canary };
    await server.app.inject({ url: `/callback?code=${canary}&state=${canary}`, headers });
    await server.app.inject({ url: `/launch?iss=https://${canary}.example&launch=${canary}`, headers });
    await server.app.inject({ url: `/l/${launch.id}/`, headers });
    await server.app.inject({ url: `/nothing/${canary}?name=${canary}`, headers });
    await server.app.inject({ url: `/%zz${canary}`, headers });
    await server.app.inject({ url: "/throws", headers });
    await server.app.inject({ url: "/throws-text", headers });
    await server.app.inject({ url: "/leaks", headers });
    await server.app.inject({ method: "POST", url: "/strict", headers, payload: { month: canary } });
    await server.app.inject({ method: "POST", url: "/api/log-off", headers });
    const log = server.logLines.join("");
    for (const secret of [canary, launch.id, launch.id.slice(0, 8), launch.secret, launch.bearer]) {
      expect(log).not.toContain(secret);
    }
    expect(server.logLines.filter((line) => line.includes('"answered"')).length).toBeGreaterThanOrEqual(9);
    expect(log).toContain('"route":"/l/:launch/"');
    expect(log).toContain('"route":"/callback"');
  });

  it("would show a leak: the check above sees what a line holds", async () => {
    server.logLines.length = 0;
    server.app.log.info({ planted: canary });
    expect(server.logLines.join("")).toContain(canary);
  });

  it("drops free text, in which libraries quote addresses", () => {
    server.logLines.length = 0;
    server.app.log.warn(`Reply was already sent for /callback?code=${canary}`);
    server.app.log.error({ err: new Error(canary) }, canary);
    expect(server.logLines).toHaveLength(2);
    expect(server.logLines.join("")).not.toContain(canary);
    expect(server.logLines.join("")).toContain("answers.test.ts");
  });
});

describe("on a real socket", () => {
  it("what is not HTTP is refused without a word about us", async () => {
    const address = new URL(await server.app.listen({ port: 0, host: "127.0.0.1" }));
    const answer = await raw(Number(address.port), `GET /${canary} HTTP/9\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).not.toMatch(/canary|fastify|node/i);
  });
});

function raw(port: number, text: string): Promise<string> {
  return new Promise((answered, failed) => {
    let received = "";
    connect(port, "127.0.0.1")
      .on("data", (chunk) => {
        received += chunk;
      })
      .on("end", () => answered(received))
      .on("error", failed)
      .end(text);
  });
}
