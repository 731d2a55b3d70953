import { decodeJwt, decodeProtectedHeader, exportJWK, generateKeyPair, importJWK, jwtVerify } from "jose";
import { describe, expect, it } from "vitest";
import { finishLaunch } from "../../launch/smart-launch.ts";
import { codeOf, value } from "./expected-outcome.ts";
import { fakeSmart, redirectUri } from "./fake-smart.ts";
import { asInProduction, lasting, launch, now, started } from "./whole-launch.ts";

asInProduction();

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

it("sends no code where the connection trusts nobody any more by the time of the callback", async () => {
  const ehr = await fakeSmart();
  const { authorizeUrl, pending } = await started(ehr);
  const callbackUrl = ehr.authorize(authorizeUrl);
  const connection = { ...ehr.connection, insecureHttp: false };
  const outcome = await finishLaunch({ connection, pending, callbackUrl, signal: lasting(), now });
  expect(outcome).toMatchObject({ ok: false, problem: { code: "discovery_unusable" } });
  expect(ehr.to("/token")).toEqual([]);
});
