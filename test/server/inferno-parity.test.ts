import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createLocalJWKSet, decodeProtectedHeader, jwtVerify } from "jose";
import { afterAll, afterEach, describe, expect, it, vi } from "vitest";
import { json } from "../launch/fake-smart.ts";
import { scriptedEhr } from "../launch/scripted-ehr.ts";
import { overhear, type TokenRequest } from "../launch/token-endpoint-traffic.ts";
import { type Clinic, LaunchingBrowser, shellOf, startClinic } from "./launching-browser.ts";
import { connection, origin } from "./test-server.ts";

/*
 * What Inferno's SMART App Launch client suite (smart_client_stu2_2, v1.0.0) checks of an app with users, over the
 * traffic of whole launches at the sandbox: registration, authorization request, token requests, use of the token.
 */

const secret = "a-secret-of-some-length";
const folder = mkdtempSync(path.join(tmpdir(), "caremonth-inferno-"));
const secretFile = path.join(folder, "secret");
writeFileSync(secretFile, secret);
afterAll(() => rmSync(folder, { recursive: true }));

let clinic: Clinic;
afterEach(async () => {
  vi.restoreAllMocks();
  await clinic.close();
});

const kinds = ["public", "client_secret_basic", "client_secret_post", "private_key_jwt"] as const;
type Kind = (typeof kinds)[number];

/** A clinic at whose EHR CareMonth is registered as this kind of client. */
async function clinicOf(kind: Kind): Promise<Clinic> {
  const keySet = await scriptedEhr(async () => {
    const published = await fetch(`${clinic.address}/.well-known/jwks.json`);
    return { headers: json, body: await published.text() };
  });
  const sworn = kind.startsWith("client_secret");
  const client = {
    id: connection.client_id,
    redirectUris: [`${origin}/callback`],
    auth: kind === "public" ? ("none" as const) : kind,
    ...(sworn ? { secret } : {}),
    ...(kind === "private_key_jwt" ? { jwksUri: keySet.base } : {}),
  };
  return startClinic({ client }, (iss) => ({
    connections: [
      {
        ...connection,
        iss,
        auth: kind,
        insecure_http: true,
        ...(sworn ? { client_secret_file: secretFile } : {}),
      },
    ],
  }));
}

/** A launch, the month it opens, and the same month after the token had to be renewed. */
async function wholeLaunch() {
  const { sandbox } = clinic;
  const tokens = overhear(`${sandbox.url}/oauth/token`);
  const shown: (string | undefined)[] = [];
  sandbox.intercept(({ type, headers }) => {
    if (type !== null) shown.push(headers.authorization);
    return null;
  });
  const browser = new LaunchingBrowser(clinic);
  const launch = sandbox.newLaunch({ patient: "p01", user: "rn-1" });
  const callback = await browser.signIn(launch);
  const asked = sandbox.requests.find(({ path }) => path === "/oauth/auth");
  const shell = shellOf(await (await browser.ask(callback)).text());
  const headers = { "x-caremonth-launch": shell.launch };
  expect((await browser.ask(`${origin}/api/month/current`, { headers })).status).toBe(200);
  clinic.pass({ minutes: 9, ms: 15_000 });
  expect((await browser.ask(`${origin}/api/month/current`, { headers })).status).toBe(200);
  const authorize = new URL(asked?.url ?? "", sandbox.url).searchParams;
  return { authorize, launch, callback: new URL(callback).searchParams, tokens, shown };
}

async function expectProof(kind: Kind, { headers, form }: TokenRequest): Promise<void> {
  const id = connection.client_id;
  const basic = `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}`;
  expect(headers.get("authorization")).toBe(kind === "client_secret_basic" ? basic : null);
  expect(form.get("client_secret")).toBe(kind === "client_secret_post" ? secret : null);
  expect(form.get("client_id")).toBe(kind === "public" || kind === "client_secret_post" ? id : null);
  if (kind === "private_key_jwt") await expectAssertion(form);
  else expect(form.has("client_assertion")).toBe(false);
}

async function expectAssertion(form: URLSearchParams): Promise<void> {
  const keySet = await (await fetch(`${clinic.address}/.well-known/jwks.json`)).json();
  const assertion = form.get("client_assertion") ?? "";
  const { payload } = await jwtVerify(assertion, createLocalJWKSet(keySet));
  expect(form.get("client_assertion_type")).toBe("urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
  expect(decodeProtectedHeader(assertion)).toMatchObject({ typ: "JWT", alg: "RS384" });
  expect(payload).toMatchObject({
    iss: connection.client_id,
    sub: connection.client_id,
    aud: `${clinic.sandbox.url}/oauth/token`,
    jti: expect.stringMatching(/.{16,}/),
  });
  expect((payload.exp ?? 0) - Date.now() / 1000).toBeLessThanOrEqual(300);
}

describe.each(kinds)("a %s client, by Inferno's checks,", (kind) => {
  it("asks for authorization, exchanges its code, renews its token and uses it as SMART says", async () => {
    clinic = await clinicOf(kind);
    const { authorize, launch, callback, tokens, shown } = await wholeLaunch();
    expect(Object.fromEntries(authorize)).toMatchObject({
      response_type: "code",
      client_id: connection.client_id,
      redirect_uri: `${origin}/callback`,
      launch,
      state: callback.get("state"),
      aud: clinic.sandbox.fhirBase,
      code_challenge_method: "S256",
      scope: expect.stringContaining("launch openid fhirUser"),
    });
    expect(tokens.map(({ form }) => form.get("grant_type"))).toEqual(["authorization_code", "refresh_token"]);
    const [exchange, refresh] = tokens;
    if (!exchange || !refresh) throw new Error("there were two token requests");
    expect(exchange.form.get("code")).toBe(callback.get("code"));
    expect(exchange.form.get("redirect_uri")).toBe(authorize.get("redirect_uri"));
    const verifier = exchange.form.get("code_verifier") ?? "";
    const challenge = createHash("sha256").update(verifier).digest("base64url");
    expect(authorize.get("code_challenge")).toBe(challenge);
    expect(refresh.form.get("refresh_token")).toBe(exchange.answer["refresh_token"]);
    for (const request of tokens) await expectProof(kind, request);
    const assertions = tokens.map(({ form }) => form.get("client_assertion"));
    expect(new Set(assertions).size).toBe(kind === "private_key_jwt" ? 2 : 1);
    const issued = new Set(tokens.map(({ answer }) => `Bearer ${String(answer["access_token"])}`));
    expect(issued).toEqual(new Set(shown));
  });
});

describe("a registration, by Inferno's checks,", () => {
  it("has addresses over https and a key set with keys to verify with, for a while", async () => {
    clinic = await clinicOf("private_key_jwt");
    const answer = await fetch(`${clinic.address}/.well-known/jwks.json`);
    const { keys } = await answer.json();
    expect(new URL(clinic.deps.config.origin).protocol).toBe("https:");
    expect(answer.headers.get("cache-control")).toBe("public, max-age=300");
    expect(keys.map(({ kty, alg }: { kty: string; alg: string }) => [kty, alg])).toEqual([
      ["RSA", "RS384"],
      ["EC", "ES384"],
    ]);
    for (const key of keys) expect(Object.keys(key)).not.toContain("d");
  });
});
