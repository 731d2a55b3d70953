import { createHash } from "node:crypto";
import { decodeJwt, decodeProtectedHeader, exportJWK, generateKeyPair, importJWK, jwtVerify } from "jose";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Connection } from "../../launch/connections.ts";
import type { Outcome } from "../../launch/problem.ts";
import {
  type FinishedLaunch,
  finishLaunch,
  type StartedLaunch,
  startLaunch,
} from "../../launch/smart-launch.ts";
import { type FakeSmart, fakeSmart, json, redirectUri, type SmartQuirks, sign } from "./fake-smart.ts";
import { scriptedEhr } from "./scripted-ehr.ts";

const now = () => "2026-03-06T12:00:00.000Z";

// fhirclient leaves its process-wide cache of discovery out when it believes itself under test.
beforeEach(() => {
  vi.stubEnv("NODE_ENV", "production");
});
afterEach(() => {
  vi.unstubAllEnvs();
});

/** A caller's signal that never fires. */
function lasting(): AbortSignal {
  return new AbortController().signal;
}

function start(ehr: FakeSmart, more: Partial<Connection> = {}, launch = "launch-1") {
  return startLaunch({ connection: { ...ehr.connection, ...more }, launch, redirectUri, signal: lasting() });
}

async function started(ehr: FakeSmart, more: Partial<Connection> = {}): Promise<StartedLaunch> {
  return value(await start(ehr, more));
}

/** A whole launch: start, sign in at the EHR, come back. */
async function launch(ehr: FakeSmart, more: Partial<Connection> = {}): Promise<Outcome<FinishedLaunch>> {
  const { authorizeUrl, pending } = await started(ehr, more);
  const callbackUrl = ehr.authorize(authorizeUrl);
  return finishLaunch({
    connection: { ...ehr.connection, ...more },
    pending,
    callbackUrl,
    signal: lasting(),
    now,
  });
}

function value<V>(outcome: Outcome<V>): V {
  if (!outcome.ok) throw new Error(outcome.problem.code);
  return outcome.value;
}

function codeOf(outcome: Outcome<unknown>): string | null {
  return outcome.ok ? null : outcome.problem.code;
}

describe("starting a launch", () => {
  it("sends the browser to the EHR's authorize endpoint with everything SMART wants", async () => {
    const ehr = await fakeSmart();
    const { state, authorizeUrl, pending } = await started(ehr);
    const url = new URL(authorizeUrl);
    const asked = Object.fromEntries(url.searchParams);
    const { codeVerifier } = JSON.parse(pending).state;
    expect(url.origin + url.pathname).toBe(`${ehr.origin}/authorize`);
    expect(asked).toEqual({
      response_type: "code",
      client_id: "caremonth",
      scope: ehr.connection.scopes.join(" "),
      redirect_uri: redirectUri,
      aud: ehr.base,
      launch: "launch-1",
      state,
      nonce: JSON.parse(pending).nonce,
      code_challenge: createHash("sha256").update(codeVerifier).digest("base64url"),
      code_challenge_method: "S256",
    });
    expect(authorizeUrl).not.toContain(codeVerifier);
  });

  it("never repeats a state or a nonce and takes them from the system's randomness", async () => {
    vi.spyOn(Math, "random").mockReturnValue(0.5);
    const ehr = await fakeSmart();
    const all = await Promise.all(Array.from({ length: 20 }, () => started(ehr)));
    const secrets = all.flatMap(({ state, pending }) => [state, JSON.parse(pending).nonce]);
    expect(new Set(secrets).size).toBe(40);
    for (const secret of secrets) expect(Buffer.from(secret, "base64url").length).toBe(32);
  });

  it("keeps the authorize endpoint's own parameters", async () => {
    const ehr = await fakeSmart({
      discovery: (usual) => ({
        headers: json,
        body: { ...usual, authorization_endpoint: `${usual["authorization_endpoint"]}?tenant=a%20b` },
      }),
    });
    const asked = new URL((await started(ehr)).authorizeUrl).searchParams;
    expect(asked.getAll("tenant")).toEqual(["a b"]);
    expect(asked.get("response_type")).toBe("code");
  });

  it("does not begin without a launch", async () => {
    const ehr = await fakeSmart();
    expect(codeOf(await start(ehr, {}, ""))).toBe("missing_launch");
    expect(ehr.seen).toEqual([]);
  });

  it.each([
    "x&iss=https://evil.invalid&patientId=p2",
    "https://evil.invalid/?fhirServiceUrl=https://evil.invalid",
  ])("takes a launch string for nothing but a launch string: %s", async (text) => {
    const ehr = await fakeSmart();
    const { authorizeUrl, pending } = value(await start(ehr, {}, text));
    const asked = new URL(authorizeUrl).searchParams;
    expect(asked.get("launch")).toBe(text);
    expect(asked.get("aud")).toBe(ehr.base);
    expect([asked.get("iss"), asked.get("patientId")]).toEqual([null, null]);
    expect(JSON.parse(pending).state.tokenResponse).toEqual({});
  });

  it("writes no key into what is kept", async () => {
    const { privateKey } = await generateKeyPair("RS384", { extractable: true });
    const ehr = await fakeSmart();
    const { pending } = await started(ehr, { auth: { kind: "private_key_jwt", kid: "k", key: privateKey } });
    const { d = "absent" } = await exportJWK(privateKey);
    expect(d).not.toBe("absent");
    expect(pending).not.toContain(d);
  });
});

describe("discovery", () => {
  const without = (key: string) => (usual: Record<string, unknown>) => {
    const { [key]: _, ...rest } = usual;
    return { headers: json, body: rest };
  };
  const changed = (more: Record<string, unknown>) => (usual: Record<string, unknown>) => ({
    headers: json,
    body: { ...usual, ...more },
  });

  it.each<[what: string, discovery: SmartQuirks["discovery"]]>([
    ["no issuer", without("issuer")],
    ["no authorize endpoint", without("authorization_endpoint")],
    ["no token endpoint", without("token_endpoint")],
    ["no keys", without("jwks_uri")],
    ["no PKCE", without("code_challenge_methods_supported")],
    ["plain PKCE only", changed({ code_challenge_methods_supported: ["plain"] })],
    ["a foreign authorize endpoint", changed({ authorization_endpoint: "https://evil.invalid/authorize" })],
    ["a foreign token endpoint", changed({ token_endpoint: "https://evil.invalid/token" })],
    ["foreign keys", changed({ jwks_uri: "https://evil.invalid/keys" })],
    ["a script for an endpoint", changed({ authorization_endpoint: "javascript:alert(1)" })],
    ["404", () => ({ status: 404 })],
    ["a web page", () => ({ headers: { "content-type": "text/html" }, body: "<html>" })],
    ["broken JSON", () => ({ headers: json, body: "{" })],
  ])("with %s is unusable and nothing else is asked", async (_what, discovery) => {
    const ehr = await fakeSmart(discovery ? { discovery } : {});
    expect(codeOf(await start(ehr))).toBe("discovery_unusable");
    expect(ehr.seen.map(({ url }) => url)).toEqual(["/fhir/.well-known/smart-configuration"]);
  });

  it.each<[what: string, endpoint: (origin: string) => string]>([
    ["with a user name", (origin) => origin.replace("//", "//ehr.invalid@")],
    ["that only begins alike", (origin) => `${origin}1`],
    ["over http where https is wanted", (origin) => origin],
  ])("of an endpoint %s is unusable", async (what, endpoint) => {
    const ehr: FakeSmart = await fakeSmart({
      discovery: (usual) => ({ headers: json, body: { ...usual, token_endpoint: endpoint(ehr.origin) } }),
    });
    const insecureHttp = what !== "over http where https is wanted";
    expect(codeOf(await start(ehr, { insecureHttp }))).toBe("discovery_unusable");
  });

  it("may name another origin when the connection does", async () => {
    const ehr = await fakeSmart({
      discovery: changed({ authorization_endpoint: "https://login.invalid/a" }),
    });
    expect(codeOf(await start(ehr))).toBe("discovery_unusable");
    const { authorizeUrl } = await started(ehr, { endpointOrigins: ["https://login.invalid"] });
    expect(new URL(authorizeUrl).origin).toBe("https://login.invalid");
  });

  it("is asked anew with every launch: neither a failure nor an old answer is kept", async () => {
    let round = 0;
    const ehr = await fakeSmart({
      discovery: (usual) => {
        round += 1;
        if (round === 1) return { status: 503 };
        return {
          headers: json,
          body: { ...usual, authorization_endpoint: `${ehr.origin}/authorize-${round}` },
        };
      },
    });
    expect(codeOf(await start(ehr))).toBe("ehr_unreachable");
    expect(new URL((await started(ehr)).authorizeUrl).pathname).toBe("/authorize-2");
    expect(new URL((await started(ehr)).authorizeUrl).pathname).toBe("/authorize-3");
    expect(round).toBe(3);
  });

  it.each<[what: string, then: Record<string, unknown>]>([
    ["PKCE gone", { code_challenge_methods_supported: [] }],
    ["another token endpoint", { token_endpoint: "https://evil.invalid/token" }],
    ["another authorize endpoint", { authorization_endpoint: "https://evil.invalid/authorize" }],
  ])("is the same when it is used as when it was checked: %s", async (_what, then) => {
    // Believing itself under test, fhirclient asks a second time: what another launch's answer in its cache does.
    vi.stubEnv("NODE_ENV", "test");
    let round = 0;
    const ehr = await fakeSmart({
      discovery: (usual) => {
        round += 1;
        return { headers: json, body: round === 1 ? usual : { ...usual, ...then } };
      },
    });
    expect(codeOf(await start(ehr))).toBe("discovery_unusable");
    expect(round).toBe(2);
  });

  it("follows no redirect", async () => {
    const evil = await scriptedEhr(() => ({ body: {} }));
    const ehr = await fakeSmart({
      discovery: () => ({ status: 302, headers: { location: `${evil.base}/x` } }),
    });
    expect(codeOf(await start(ehr))).toBe("ehr_unreachable");
    expect(evil.seen).toEqual([]);
  });

  it("of a dead EHR ends with the caller's signal", async () => {
    const ehr = await fakeSmart({ discovery: () => ({ end: "hang" }) });
    const ending = AbortSignal.timeout(80);
    const { connection } = ehr;
    const outcome = await startLaunch({ connection, launch: "l", redirectUri, signal: ending });
    expect(codeOf(outcome)).toBe("ehr_unreachable");
  });
});

describe("finishing a launch", () => {
  it("pins patient, encounter, user and scopes as granted, and keeps no more of the token than is needed", async () => {
    const ehr = await fakeSmart();
    expect(value(await launch(ehr))).toEqual({
      pinned: {
        iss: ehr.base,
        patient: "p1",
        encounter: "e1",
        user: "Practitioner/dr-1",
        scopes: ["launch", "patient/Patient.rs", "patient/Task.cruds"],
        asked: ehr.connection.scopes,
        needPatientBanner: false,
        intent: null,
        smartStyleUrl: null,
        tenant: null,
        fhirContext: [],
      },
      tokens: expect.objectContaining({
        accessToken: "access-canary",
        expiresAt: "2026-03-06T12:09:30.000Z",
        refreshToken: "refresh-canary",
      }),
    });
    const sent = new URLSearchParams(ehr.to("/token")[0]?.body);
    expect(Object.fromEntries(sent)).toEqual({
      grant_type: "authorization_code",
      client_id: "caremonth",
      code: "code-1",
      redirect_uri: redirectUri,
      code_verifier: expect.stringMatching(/^[\w-]{43,128}$/),
    });
    expect(ehr.to("/token").length).toBe(1);
  });

  it("ignores what a callback adds to the code and the state", async () => {
    const ehr = await fakeSmart();
    const { authorizeUrl, pending } = await started(ehr);
    const callbackUrl = ehr.authorize(authorizeUrl);
    for (const [name, value] of [
      ["patientId", "p2"],
      ["patient", "p2"],
      ["iss2", "x"],
      ["fhirServiceUrl", "https://evil.invalid"],
      ["clientId", "other"],
    ] as const) {
      callbackUrl.searchParams.append(name, value);
    }
    const { connection } = ehr;
    const { pinned } = value(
      await finishLaunch({ connection, pending, callbackUrl, signal: lasting(), now }),
    );
    expect(pinned).toMatchObject({ iss: ehr.base, patient: "p1" });
  });

  it("proves who the client is with a signed assertion for the token endpoint", async () => {
    const pair = await generateKeyPair("RS384", { extractable: true });
    const key = pair.privateKey;
    const ehr = await fakeSmart();
    value(await launch(ehr, { auth: { kind: "private_key_jwt", kid: "our-key", key } }));
    const assertion = new URLSearchParams(ehr.to("/token")[0]?.body).get("client_assertion") ?? "";
    const { payload } = await jwtVerify(assertion, await importJWK(await exportJWK(pair.publicKey), "RS384"));
    expect(decodeProtectedHeader(assertion)).toMatchObject({ alg: "RS384", kid: "our-key" });
    expect(payload).toMatchObject({ iss: "caremonth", sub: "caremonth", aud: `${ehr.origin}/token` });
    expect(payload.jti).toBeTruthy();
    const { exp = 0, iat = 0 } = decodeJwt(assertion);
    expect(exp - iat).toBeLessThanOrEqual(300);
  });

  it.each<[what: string, change: (url: URL) => void, code: string]>([
    ["another state", (url) => url.searchParams.set("state", "other"), "state_unknown"],
    ["no state", (url) => url.searchParams.delete("state"), "state_unknown"],
    ["no code", (url) => url.searchParams.delete("code"), "exchange_failed"],
    ["two codes", (url) => url.searchParams.append("code", "code-2"), "exchange_failed"],
    ["another issuer", (url) => url.searchParams.set("iss", "https://evil.invalid"), "exchange_failed"],
    ["a token in the URL", (url) => url.searchParams.set("id_token", "x"), "exchange_failed"],
    ["a refusal", (url) => url.searchParams.set("error", "access_denied"), "refused"],
    ["a refusal of its scopes", (url) => url.searchParams.set("error", "invalid_scope"), "scope_refused"],
    ["a client unknown", (url) => url.searchParams.set("error", "unauthorized_client"), "client_refused"],
    ["a client refused", (url) => url.searchParams.set("error", "invalid_client"), "client_refused"],
    ["a busy EHR", (url) => url.searchParams.set("error", "temporarily_unavailable"), "ehr_busy"],
    ["a broken EHR", (url) => url.searchParams.set("error", "server_error"), "ehr_busy"],
    ["a refusal by the name of a property", (url) => url.searchParams.set("error", "toString"), "refused"],
  ])("with %s in the callback asks for no token", async (_what, change, code) => {
    const ehr = await fakeSmart();
    const { authorizeUrl, pending } = await started(ehr);
    const callbackUrl = ehr.authorize(authorizeUrl);
    change(callbackUrl);
    const { connection } = ehr;
    expect(codeOf(await finishLaunch({ connection, pending, callbackUrl, signal: lasting(), now }))).toBe(
      code,
    );
    expect(ehr.to("/token")).toEqual([]);
  });

  it("says a refusal in its own words alone", async () => {
    const ehr = await fakeSmart();
    const { authorizeUrl, pending } = await started(ehr);
    const callbackUrl = ehr.authorize(authorizeUrl);
    callbackUrl.searchParams.set("error", "access_denied");
    callbackUrl.searchParams.set("error_description", "<img onerror=canary>");
    const { connection } = ehr;
    const outcome = await finishLaunch({ connection, pending, callbackUrl, signal: lasting(), now });
    expect(codeOf(outcome)).toBe("refused");
    expect(JSON.stringify(outcome)).not.toMatch(/canary|access_denied/);
  });

  it("belongs to the connection it started with", async () => {
    const [ehr, other] = [await fakeSmart(), await fakeSmart()];
    const { authorizeUrl, pending } = await started(ehr);
    const callbackUrl = ehr.authorize(authorizeUrl);
    const { connection } = other;
    expect(codeOf(await finishLaunch({ connection, pending, callbackUrl, signal: lasting(), now }))).toBe(
      "state_unknown",
    );
    expect(other.to("/token")).toEqual([]);
  });
});

describe("the token endpoint", () => {
  it.each([301, 302, 307, 308])("is not left by a %i", async (status) => {
    const evil = await scriptedEhr(() => ({ body: {} }));
    const ehr = await fakeSmart({ token: () => ({ status, headers: { location: `${evil.origin}/token` } }) });
    expect(codeOf(await launch(ehr))).toBe("exchange_failed");
    expect(evil.seen).toEqual([]);
  });

  it.each<[what: string, token: SmartQuirks["token"], code: string]>([
    [
      "400",
      () => ({ status: 400, headers: json, body: { error: "invalid_grant", error_description: "canary" } }),
      "exchange_failed",
    ],
    [
      "401 to its client",
      () => ({ status: 401, headers: json, body: { error: "invalid_client" } }),
      "client_refused",
    ],
    [
      "400 to its scopes",
      () => ({ status: 400, headers: json, body: { error: "invalid_scope" } }),
      "scope_refused",
    ],
    ["500", () => ({ status: 500 }), "exchange_failed"],
    [
      "a web page",
      () => ({ headers: { "content-type": "text/html" }, body: "<html>canary" }),
      "exchange_failed",
    ],
    ["nothing", () => ({ headers: json, body: "" }), "exchange_failed"],
    ["no token", ({ access_token: _, ...rest }) => ({ headers: json, body: rest }), "exchange_failed"],
    [
      "another kind of token",
      (usual) => ({ headers: json, body: { ...usual, token_type: "mac" } }),
      "exchange_failed",
    ],
    ["a broken connection", () => ({ end: "reset" }), "ehr_unreachable"],
    ["a cut answer", () => ({ headers: json, body: "{", end: "cut" }), "ehr_unreachable"],
  ])("answering with %s gives no launch", async (_what, token, code) => {
    const ehr = await fakeSmart(token ? { token } : {});
    const outcome = await launch(ehr);
    expect(codeOf(outcome)).toBe(code);
    expect(JSON.stringify(outcome)).not.toContain("canary");
    expect(ehr.to("/token").length).toBe(1);
  });

  it.each([
    ["a mebibyte", 0, null],
    ["a byte more than a mebibyte", 1, "exchange_failed"],
  ])("may answer with %s at most", async (_what, more, code) => {
    const ehr = await fakeSmart({
      token: (usual) => ({ headers: json, body: JSON.stringify(usual).padEnd(1024 * 1024 + more) }),
    });
    expect(codeOf(await launch(ehr))).toBe(code);
  });

  it("is not believed where its keys take more than a mebibyte", async () => {
    const ehr = await fakeSmart({
      keys: (usual) => ({ headers: json, body: JSON.stringify(usual).padEnd(1024 * 1024 + 1) }),
    });
    expect(codeOf(await launch(ehr))).toBe("id_token_invalid");
  });

  it("hanging ends with the caller's signal", async () => {
    const ehr = await fakeSmart({ token: () => ({ end: "hang" }) });
    const { authorizeUrl, pending } = await started(ehr);
    const callbackUrl = ehr.authorize(authorizeUrl);
    const ending = AbortSignal.timeout(80);
    const { connection } = ehr;
    const outcome = await finishLaunch({ connection, pending, callbackUrl, signal: ending, now });
    expect(codeOf(outcome)).toBe("ehr_unreachable");
  });

  const granting = (more: Record<string, unknown>): SmartQuirks => ({
    token: (usual) => ({ headers: json, body: { ...usual, ...more } }),
  });

  it.each(["../p1", "p 1", "Patient/p1", "x".repeat(65), 7, ["p1"]])(
    "naming the patient %j names none",
    async (patient) => {
      expect(codeOf(await launch(await fakeSmart(granting({ patient }))))).toBe("no_patient");
    },
  );

  it.each([undefined, null, ""])(
    "naming the patient %j opens no chart, and pins the user alone",
    async (patient) => {
      const { pinned } = value(await launch(await fakeSmart(granting({ patient }))));
      expect(pinned).toMatchObject({ patient: null, encounter: null, user: "Practitioner/dr-1" });
    },
  );

  it("naming no patient where one was to be chosen opens nothing", async () => {
    const ehr = await fakeSmart({
      ...granting({ patient: undefined }),
      discovery: (usual) => ({
        headers: json,
        body: { ...usual, capabilities: ["launch-standalone", "context-standalone-patient"] },
      }),
    });
    const { connection } = ehr;
    const begun = await startLaunch({ connection, launch: null, redirectUri, signal: lasting() });
    const { authorizeUrl, pending } = value(begun);
    const callbackUrl = ehr.authorize(authorizeUrl);
    const finish = { connection, pending, callbackUrl, signal: lasting(), now };
    expect(codeOf(await finishLaunch(finish))).toBe("no_patient");
  });

  it.each(["p.1-A", "x".repeat(64), "7"])("may name the patient %s", async (patient) => {
    expect(value(await launch(await fakeSmart(granting({ patient })))).pinned.patient).toBe(patient);
  });

  it.each<[encounter: unknown, pinned: string | null]>([
    [undefined, null],
    ["", null],
    ["../e1", null],
    ["e1", "e1"],
  ])("naming the encounter %j pins %j", async (encounter, pinned) => {
    expect(value(await launch(await fakeSmart(granting({ encounter })))).pinned.encounter).toBe(pinned);
  });

  it.each<[banner: unknown, needed: boolean]>([
    [undefined, true],
    [true, true],
    ["false", true],
    [false, false],
  ])("with need_patient_banner %j shows it: %s", async (need_patient_banner, needed) => {
    const { pinned } = value(await launch(await fakeSmart(granting({ need_patient_banner }))));
    expect(pinned.needPatientBanner).toBe(needed);
  });

  it("granting less is taken at its word, and saying nothing means what was asked", async () => {
    const less = value(await launch(await fakeSmart(granting({ scope: " patient/Patient.r " }))));
    expect(less.pinned.scopes).toEqual(["patient/Patient.r"]);
    const ehr = await fakeSmart(granting({ scope: undefined }));
    expect(value(await launch(ehr)).pinned.scopes).toEqual(ehr.connection.scopes);
  });

  it.each<[expires: unknown, expiresAt: string]>([
    [undefined, "2026-03-06T13:00:00.000Z"],
    [1, "2026-03-06T12:00:01.000Z"],
    ["570", "2026-03-06T12:09:30.000Z"],
    [1e300, "2026-03-07T12:00:00.000Z"],
  ])("with expires_in %j ends the token at %s", async (expires_in, expiresAt) => {
    expect(value(await launch(await fakeSmart(granting({ expires_in })))).tokens.expiresAt).toBe(expiresAt);
  });
});

it("sends no code where the connection trusts nobody any more by the time of the callback", async () => {
  const ehr = await fakeSmart();
  const { authorizeUrl, pending } = await started(ehr);
  const callbackUrl = ehr.authorize(authorizeUrl);
  const connection = { ...ehr.connection, insecureHttp: false };
  const outcome = await finishLaunch({ connection, pending, callbackUrl, signal: lasting(), now });
  expect(outcome).toMatchObject({ ok: false, problem: { code: "discovery_unusable" } });
  expect(ehr.to("/token")).toEqual([]);
});

describe("the id_token", () => {
  const seconds = () => Math.floor(Date.now() / 1000);

  it.each<[what: string, quirks: SmartQuirks]>([
    ["of another issuer", { claims: (usual) => ({ ...usual, iss: "https://evil.invalid" }) }],
    ["for another client", { claims: (usual) => ({ ...usual, aud: "other" }) }],
    ["with another nonce", { claims: (usual) => ({ ...usual, nonce: "other" }) }],
    ["without a nonce", { claims: ({ nonce: _, ...usual }) => usual }],
    ["long expired", { claims: (usual) => ({ ...usual, exp: seconds() - 3600 }) }],
    ["without an expiry", { claims: ({ exp: _, ...usual }) => usual }],
    ["without a subject", { claims: ({ sub: _, ...usual }) => usual }],
    ["that is missing", { token: ({ id_token: _, ...rest }) => ({ headers: json, body: rest }) }],
    ["that is no token", { idToken: () => "x" }],
    ["with alg none", { idToken: (usual) => `${unsignedHeader()}.${usual.split(".")[1]}.` }],
    ["with a changed claim", { idToken: (usual) => withClaim(usual, { fhirUser: "Practitioner/other" }) }],
    ["signed with another key", { idToken: signedByAnother }],
    ["of an unknown kid", { idToken: (usual) => sign(decodeJwt(usual), { alg: "RS256", kid: "other" }) }],
    ["whose keys are no keys", { keys: () => ({ headers: json, body: {} }) }],
    ["whose keys are gone", { keys: () => ({ status: 404 }) }],
    ["whose keys are elsewhere", { keys: () => ({ status: 302, headers: { location: "/keys2" } }) }],
  ])("%s opens no chart", async (_what, quirks) => {
    expect(codeOf(await launch(await fakeSmart(quirks)))).toBe("id_token_invalid");
  });

  it.each([
    ["behind ours by less than ten minutes", -590, null],
    ["behind ours by more than ten minutes", -610, "id_token_invalid"],
    ["before ours by less than ten minutes", 590, null],
  ])("is believed or not where the EHR's clock is %s", async (_what, skew, code) => {
    // It lives for the moment it is issued in, as far as the EHR's own clock goes.
    const exp = seconds() + skew;
    const ehr = await fakeSmart({ claims: (usual) => ({ ...usual, iat: exp, exp }) });
    expect(codeOf(await launch(ehr))).toBe(code);
  });

  function unsignedHeader(): string {
    return Buffer.from('{"alg":"none"}').toString("base64url");
  }

  function withClaim(token: string, more: object): string {
    const [header, , signature] = token.split(".");
    const claims = Buffer.from(JSON.stringify({ ...decodeJwt(token), ...more })).toString("base64url");
    return [header, claims, signature].join(".");
  }

  async function signedByAnother(usual: string): Promise<string> {
    const { privateKey } = await generateKeyPair("RS256");
    return sign(decodeJwt(usual), { alg: "RS256", kid: "ehr-key" }, privateKey);
  }

  it.each<[what: string, claims: (base: string) => object, user: string]>([
    ["a relative reference", () => ({ fhirUser: "PractitionerRole/r-1" }), "PractitionerRole/r-1"],
    ["an absolute one of this EHR", (base) => ({ fhirUser: `${base}/Practitioner/d` }), "Practitioner/d"],
    [
      "one of another server",
      () => ({ fhirUser: "https://staff.invalid/fhir/Practitioner/d" }),
      "https://staff.invalid/fhir/Practitioner/d",
    ],
    ["the older claim", () => ({ fhirUser: undefined, profile: "Practitioner/d" }), "Practitioner/d"],
  ])("names the user by %s", async (_what, claims, user) => {
    const ehr: FakeSmart = await fakeSmart({ claims: (usual) => ({ ...usual, ...claims(ehr.base) }) });
    expect(value(await launch(ehr)).pinned.user).toBe(user);
  });

  it.each([undefined, "", "Organization/o", "Practitioner/", "just a name", 7, "https://me.invalid/profile"])(
    "naming the user %j names nobody",
    async (fhirUser) => {
      const ehr = await fakeSmart({ claims: (usual) => ({ ...usual, fhirUser }) });
      expect(codeOf(await launch(ehr))).toBe("no_user");
    },
  );
});
