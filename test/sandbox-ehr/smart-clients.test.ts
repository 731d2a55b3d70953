import { randomUUID } from "node:crypto";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type Authentication,
  authorizationRequest,
  authorize,
  follow,
  postToken,
  type Registered,
  redemption,
} from "./authorize.ts";
import { freshSandbox, redirectUri, withToken } from "./fresh-sandbox.ts";
import type { SandboxClient } from "./sandbox-options.ts";

const redirectUris = [redirectUri];
let open: Registered;
let key: Awaited<ReturnType<typeof generateKeyPair>>["privateKey"];

beforeAll(async () => {
  const pair = await generateKeyPair("ES384", { extractable: true });
  key = pair.privateKey;
  const jwk = { ...(await exportJWK(pair.publicKey)), kid: "k1", use: "sig", alg: "ES384" };
  const clients: SandboxClient[] = [
    { id: "basic", redirectUris, auth: "client_secret_basic", secret: "basic secret" },
    { id: "post", redirectUris, auth: "client_secret_post", secret: "post secret" },
    { id: "keyed", redirectUris, auth: "private_key_jwt", jwks: [jwk] },
    { id: "service", redirectUris: [], auth: "private_key_jwt", jwks: [jwk], backend: true },
  ];
  open = await freshSandbox({ clients });
});
afterAll(() => open.sandbox.close());

const basic = (id: string, secret: string): Authentication => {
  const pair = [id, secret].map(encodeURIComponent).join(":");
  return { form: {}, headers: { authorization: `Basic ${btoa(pair)}` } };
};
const posted = (client_id: string, client_secret: string): Authentication => ({
  form: { client_id, client_secret },
});

interface Assertion {
  readonly signedBy?: typeof key;
  readonly life?: string;
  /** Below the authorization server's address. */
  readonly aud?: string;
}

async function asserted(
  client: string,
  { signedBy = key, life = "2m", aud = "/token" }: Assertion = {},
): Promise<Authentication> {
  const assertion = new SignJWT({ iss: client, sub: client, jti: randomUUID() })
    .setProtectedHeader({ alg: "ES384", kid: "k1" })
    .setAudience(`${open.sandbox.url}/oauth${aud}`)
    .setIssuedAt()
    .setExpirationTime(life);
  return {
    form: {
      client_id: client,
      client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
      client_assertion: await assertion.sign(signedBy),
    },
  };
}

async function redeemed(clientId: string, authentication: Authentication): Promise<Response> {
  const registered = { ...open, clientId, authentication };
  const launch = open.sandbox.newLaunch({ patient: "p01", user: "rn-1" });
  const { query, verifier } = authorizationRequest(registered, { launch });
  const end = await follow(open.sandbox, query);
  const code = end instanceof URL ? (end.searchParams.get("code") ?? "") : "";
  return postToken(registered, redemption(registered, { code, verifier }));
}

describe("a code is redeemed", () => {
  it.each<[string, string, () => Authentication | Promise<Authentication>, number]>([
    ["by a public client", "app", () => ({}), 200],
    ["with a secret in the header", "basic", () => basic("basic", "basic secret"), 200],
    ["with a wrong secret in the header", "basic", () => basic("basic", "guess"), 401],
    ["with a secret in the form", "post", () => posted("post", "post secret"), 200],
    ["with a wrong secret in the form", "post", () => posted("post", "guess"), 401],
    ["with no secret", "post", () => ({}), 401],
    ["with a signed assertion", "keyed", () => asserted("keyed"), 200],
    [
      "with an assertion signed by somebody else",
      "keyed",
      async () => asserted("keyed", { signedBy: (await generateKeyPair("ES384")).privateKey }),
      401,
    ],
    ["with an assertion good for five minutes", "keyed", () => asserted("keyed", { life: "5m" }), 200],
    ["with an assertion good for longer", "keyed", () => asserted("keyed", { life: "10m" }), 401],
    ["with an assertion for the issuer's name", "keyed", () => asserted("keyed", { aud: "" }), 401],
    ["by another client than the one that asked", "basic", () => posted("post", "post secret"), 400],
  ])("%s", async (_how, client, authentication, status) => {
    const response = await redeemed(client, await authentication());
    expect(response.status).toBe(status);
    if (status === 200) expect(await response.json()).toMatchObject({ patient: "p01" });
  });

  it("by no assertion that was used before", async () => {
    const authentication = await asserted("keyed");
    expect((await redeemed("keyed", authentication)).status).toBe(200);
    expect((await redeemed("keyed", authentication)).status).toBe(401);
  });

  it("once: a second time withdraws what the first gave", async () => {
    const launch = open.sandbox.newLaunch({ patient: "p01", user: "rn-1" });
    const { query, verifier } = authorizationRequest(open, { launch });
    const end = await follow(open.sandbox, query);
    const code = end instanceof URL ? (end.searchParams.get("code") ?? "") : "";
    const form = redemption(open, { code, verifier });
    const { access_token } = await (await postToken(open, form)).json();
    const fhir = withToken(open, access_token);
    expect((await fhir("Patient/p01")).status).toBe(200);
    expect((await postToken(open, form)).status).toBe(400);
    expect((await fhir("Patient/p01")).status).toBe(401);
  });
});

describe("a refresh token", () => {
  const signIn = (scope: string) => authorize(open, { patient: "p01", user: "rn-1", scope });
  const refresh = (refresh_token: string) => postToken(open, { grant_type: "refresh_token", refresh_token });

  it.each([
    ["launch patient/*.rs", false],
    ["launch patient/*.rs online_access", true],
    ["launch patient/*.rs offline_access", true],
    ["launch openid patient/*.rs online_access", true],
  ])("comes with %s: %s", async (scope, comes) => {
    const token = await signIn(scope);
    expect(token.scope).toBe(scope);
    expect("refresh_token" in token).toBe(comes);
    if (comes) expect((await refresh(token.refresh_token ?? "")).status).toBe(200);
  });

  it("used twice ends the whole family, access tokens included", async () => {
    const first = await signIn("launch patient/*.rs online_access");
    const second = await (await refresh(first.refresh_token ?? "")).json();
    const fhir = withToken(open, second.access_token);
    expect((await fhir("Patient/p01")).status).toBe(200);
    expect(await (await refresh(first.refresh_token ?? "")).json()).toMatchObject({ error: "invalid_grant" });
    expect((await fhir("Patient/p01")).status).toBe(401);
    expect((await refresh(second.refresh_token)).status).toBe(400);
  });
});

describe("revocation and introspection", () => {
  const signIn = () =>
    authorize(open, { patient: "p01", user: "rn-1", scope: "launch patient/*.rs offline_access" });

  it("of an access token ends it", async () => {
    const { access_token } = await signIn();
    expect((await postToken(open, { token: access_token }, "/revocation")).status).toBe(200);
    expect((await withToken(open, access_token)("Patient/p01")).status).toBe(401);
  });

  it("of a refresh token ends its access tokens as well", async () => {
    const { access_token, refresh_token = "" } = await signIn();
    const asked = { token: refresh_token, token_type_hint: "refresh_token" };
    expect((await postToken(open, asked, "/revocation")).status).toBe(200);
    expect((await withToken(open, access_token)("Patient/p01")).status).toBe(401);
    expect((await postToken(open, { grant_type: "refresh_token", refresh_token })).status).toBe(400);
  });

  it("of another client's token does nothing and tells nothing", async () => {
    const { access_token } = await signIn();
    const other = { ...open, authentication: posted("post", "post secret") };
    expect((await postToken(other, { token: access_token }, "/revocation")).status).toBe(200);
    const told = await postToken(other, { token: access_token }, "/introspection");
    expect(await told.json()).toEqual({ active: false });
    expect((await withToken(open, access_token)("Patient/p01")).status).toBe(200);
  });

  it("of a token nobody knows is no error", async () => {
    expect((await postToken(open, { token: "never-issued" }, "/revocation")).status).toBe(200);
  });

  it("tells context and scopes of a live token, and nothing of a dead one", async () => {
    const { access_token } = await signIn();
    const ask = async () => (await postToken(open, { token: access_token }, "/introspection")).json();
    expect(await ask()).toMatchObject({
      active: true,
      patient: "p01",
      scope: "launch patient/*.rs offline_access",
      sub: "rn-1",
    });
    open.sandbox.revoke(access_token);
    expect(await ask()).toEqual({ active: false });
  });
});

describe("a backend service", () => {
  const token = async (scope: string) =>
    postToken(
      { ...open, authentication: await asserted("service") },
      { grant_type: "client_credentials", scope },
    );

  it("works with system scopes over every chart", async () => {
    const response = await token("system/Task.rs system/Patient.r patient/Condition.rs");
    const { access_token, ...rest } = await response.json();
    expect(rest).toMatchObject({ scope: "system/Task.rs system/Patient.r", expires_in: 570 });
    expect(rest).not.toHaveProperty("patient");
    const fhir = withToken(open, access_token);
    expect((await fhir("Patient/p02")).status).toBe(200);
    const { total } = await (await fhir("Task")).json();
    expect(total).toBe(2);
    expect((await fhir("Condition?patient=p01")).status).toBe(403);
    expect((await fhir("Patient")).status).toBe(403);
  });

  it("signs nobody in, and an app that signs people in is no service", async () => {
    const { query } = authorizationRequest({ ...open, clientId: "service" }, {});
    expect(await follow(open.sandbox, query)).toMatchObject({ status: 400 });
    const app = { ...open, clientId: "keyed", authentication: await asserted("keyed") };
    const response = await postToken(app, { grant_type: "client_credentials", scope: "system/Task.rs" });
    expect(await response.json()).toEqual({
      error: "invalid_request",
      error_description: "requested grant type is not allowed for this client",
    });
  });
});
