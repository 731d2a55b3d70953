import { once } from "node:events";
import { createServer } from "node:net";
import { decodeJwt, exportJWK, generateKeyPair, importJWK } from "jose";
import { expect, it, vi } from "vitest";
import type { Connection } from "../../launch/connections.ts";
import type { LaunchTokens } from "../../launch/launch-context.ts";
import { type Refreshed, refreshTokens } from "../../launch/refresh.ts";
import { revokeTokens } from "../../launch/revoke.ts";
import { json, sign } from "./fake-smart.ts";
import { portOf, type Reply, type ScriptedEhr, scriptedEhr } from "./scripted-ehr.ts";

const now = "2026-03-06T12:00:00.000Z";

function tokensAt({ origin }: Pick<ScriptedEhr, "origin">): LaunchTokens {
  return {
    accessToken: "access-1",
    expiresAt: "2026-03-06T12:00:20.000Z",
    renewAt: "2026-03-06T11:59:50.000Z",
    refreshToken: "refresh-1",
    scopes: ["launch", "patient/Patient.rs", "patient/Task.cruds"],
    authorization: {
      issuer: `${origin}/issuer`,
      authorization_endpoint: `${origin}/authorize`,
      token_endpoint: `${origin}/token`,
      jwks_uri: `${origin}/keys`,
      authorization_response_iss_parameter_supported: false,
    },
    subject: "user-1",
    replacesRefused: false,
  };
}

function connectionTo({ base }: Pick<ScriptedEhr, "base">): Connection {
  return {
    iss: base,
    name: "EHR",
    clientId: "caremonth",
    auth: { kind: "public" },
    scopes: [],
    frameAncestors: [],
    practices: ["practice"],
    endpointOrigins: [],
    insecureHttp: true,
  };
}

function refreshAt(ehr: Pick<ScriptedEhr, "origin" | "base">, auth: Connection["auth"] = { kind: "public" }) {
  return refreshTokens({
    connection: { ...connectionTo(ehr), auth },
    tokens: tokensAt(ehr),
    refreshToken: "refresh-1",
    pinned: { iss: ehr.base, patient: "p1", user: "Practitioner/dr-1" },
    now,
  });
}

const usual = { access_token: "access-2", refresh_token: "refresh-2", token_type: "Bearer", expires_in: 570 };

/** A refresh answered so, and what the EHR saw of it. */
async function answered(reply: Reply): Promise<{ result: Refreshed; ehr: ScriptedEhr }> {
  const ehr = await scriptedEhr(() => reply);
  return { result: await refreshAt(ehr), ehr };
}
const granting = (more: object) => answered({ body: { ...usual, ...more }, headers: json });

it("asks with the refresh token alone, and keeps the new tokens, their times and the scopes it had", async () => {
  const { result, ehr } = await granting({});
  expect(result).toEqual({
    kind: "refreshed",
    tokens: {
      ...tokensAt(ehr),
      accessToken: "access-2",
      refreshToken: "refresh-2",
      expiresAt: "2026-03-06T12:09:30.000Z",
      renewAt: "2026-03-06T12:09:00.000Z",
    },
  });
  expect(ehr.seen.map(({ method, url }) => `${method} ${url}`)).toEqual(["POST /token"]);
  expect(Object.fromEntries(new URLSearchParams(ehr.seen[0]?.body))).toEqual({
    grant_type: "refresh_token",
    refresh_token: "refresh-1",
    client_id: "caremonth",
  });
});

it("renews a short-lived token after nine tenths of its life", async () => {
  const { result } = await granting({ expires_in: 60 });
  expect(result).toMatchObject({ tokens: { renewAt: "2026-03-06T12:00:54.000Z" } });
});

it("takes no life of a token for longer than a day, however long the EHR says", async () => {
  const { result } = await granting({ expires_in: 1e300 });
  expect(result).toMatchObject({ tokens: { expiresAt: "2026-03-07T12:00:00.000Z" } });
});

it("sends nothing to an endpoint that the connection trusts no more", async () => {
  const ehr = await scriptedEhr(() => ({ body: usual, headers: json }));
  const moved = { ...ehr, base: "https://ehr.example.org/fhir" };
  const refresh = {
    connection: connectionTo(moved),
    tokens: tokensAt(ehr),
    refreshToken: "refresh-1",
    pinned: { iss: moved.base, patient: "p1", user: "Practitioner/dr-1" },
    now,
  };
  expect(await refreshTokens(refresh)).toEqual({ kind: "ended", because: "refused" });
  const authorization = { ...tokensAt(ehr).authorization, revocation_endpoint: `${ehr.origin}/revoke` };
  const revoked = await revokeTokens(connectionTo(moved), { ...tokensAt(ehr), authorization });
  expect(revoked).toEqual({ refresh_token: "not_offered", access_token: "not_offered" });
  expect(ehr.seen).toEqual([]);
});

it("keeps the refresh token where the EHR gives no other", async () => {
  const { result } = await granting({ refresh_token: undefined });
  expect(result).toMatchObject({ kind: "refreshed", tokens: { refreshToken: "refresh-1" } });
});

it("signs with the client's key, for the token endpoint, anew each time", async () => {
  const ehr = await scriptedEhr(() => ({ body: usual, headers: json }));
  const { privateKey } = await generateKeyPair("RS384", { extractable: true });
  const key = await importJWK(await exportJWK(privateKey), "RS384");
  if (!(key instanceof CryptoKey)) throw new Error("no key");
  const auth = { kind: "private_key_jwt", kid: "k1", key } as const;
  await refreshAt(ehr, auth);
  await refreshAt(ehr, auth);
  const claims = ehr.seen.map(({ body }) =>
    decodeJwt(new URLSearchParams(body).get("client_assertion") ?? ""),
  );
  expect(claims.map(({ aud, iss, sub }) => ({ aud, iss, sub }))).toEqual(
    Array(2).fill({ aud: `${ehr.origin}/token`, iss: "caremonth", sub: "caremonth" }),
  );
  expect(new Set(claims.map(({ jti }) => jti)).size).toBe(2);
});

it.each<[string, object, Refreshed["kind"], string | undefined]>([
  ["the same patient", { patient: "p1" }, "refreshed", undefined],
  ["no patient at all", { patient: null }, "refreshed", undefined],
  ["another patient", { patient: "p2" }, "ended", "other_patient"],
  ["a patient of another case", { patient: "P1" }, "ended", "other_patient"],
  ["something that is no patient", { patient: { id: "p1" } }, "ended", "other_patient"],
])("that names %s", async (_, named, kind, because) => {
  const { result } = await granting(named);
  expect([result.kind, "because" in result ? result.because : undefined]).toEqual([kind, because]);
});

it.each<[string, (ehr: string) => Record<string, string>, string | undefined]>([
  ["the same user", () => ({ sub: "user-1", fhirUser: "Practitioner/dr-1" }), undefined],
  [
    "the same user by address",
    (base) => ({ sub: "user-1", fhirUser: `${base}/Practitioner/dr-1` }),
    undefined,
  ],
  ["the same subject alone", () => ({ sub: "user-1" }), undefined],
  ["another subject", () => ({ sub: "user-2", fhirUser: "Practitioner/dr-1" }), "other_user"],
  ["another person", () => ({ sub: "user-1", fhirUser: "Practitioner/dr-2" }), "other_user"],
  [
    "that person at another EHR",
    () => ({ sub: "user-1", fhirUser: "https://b.example/Practitioner/dr-1" }),
    "other_user",
  ],
  ["nobody", () => ({ fhirUser: "Practitioner/dr-1" }), "other_user"],
])("with an id_token for %s", async (_, claims, because) => {
  const ehr = await scriptedEhr(async () => ({
    body: { ...usual, id_token: await sign(claims(`http://127.0.0.1:${new URL(ehr.origin).port}/fhir`)) },
    headers: json,
  }));
  const result = await refreshAt(ehr);
  expect("because" in result ? result.because : undefined).toBe(because);
});

it("with an id_token that cannot be read names nobody", async () => {
  expect((await granting({ id_token: "x.y.z" })).result).toEqual({ kind: "ended", because: "other_user" });
});

it("takes fewer scopes, and never more", async () => {
  const { result } = await granting({ scope: "launch patient/Task.rs patient/Condition.rs system/*.cruds" });
  expect(result).toMatchObject({ tokens: { scopes: ["launch", "patient/Task.rs"] } });
});

const refusal = (status: number, error: string) => ({ status, body: { error }, headers: json });

it.each<[string, Reply, object]>([
  ["400 invalid_grant", refusal(400, "invalid_grant"), { kind: "ended", because: "refused" }],
  ["401 invalid_grant", refusal(401, "invalid_grant"), { kind: "ended", because: "refused" }],
  ["403 invalid_grant", refusal(403, "invalid_grant"), { kind: "ended", because: "refused" }],
  ["401 invalid_client", refusal(401, "invalid_client"), { kind: "not_now" }],
  ["429", { status: 429 }, { kind: "not_now" }],
  ["503", { status: 503, body: "<html>" }, { kind: "not_now" }],
  ["a redirect", { status: 307, headers: { location: "https://evil.invalid/" } }, { kind: "not_now" }],
  ["500", { status: 500 }, { kind: "ended", because: "lost" }],
  ["504", { status: 504, body: "<html>" }, { kind: "ended", because: "lost" }],
  [
    "a web page",
    { body: "<html>", headers: { "content-type": "text/html" } },
    { kind: "ended", because: "lost" },
  ],
  ["a grant without a token", { body: { token_type: "Bearer" } }, { kind: "ended", because: "lost" }],
  ["a broken connection", { end: "reset" }, { kind: "ended", because: "lost" }],
  ["half an answer", { body: "{", end: "cut" }, { kind: "ended", because: "lost" }],
])("answered by %s is sent once", async (_, reply, expected) => {
  const { result, ehr } = await answered(reply);
  expect(result).toEqual(expected);
  expect(ehr.seen).toHaveLength(1);
});

it("that never reached the EHR can be tried again", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const origin = `http://127.0.0.1:${portOf(server.address())}`;
  await new Promise((closed) => server.close(closed));
  expect(await refreshAt({ origin, base: `${origin}/fhir` })).toEqual({ kind: "not_now" });
});

it("without an answer is given up at its deadline, and lost", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const ehr = await scriptedEhr(() => ({ end: "hang" }));
  const result = refreshAt(ehr);
  while (ehr.seen.length === 0) await new Promise(setImmediate);
  await vi.advanceTimersByTimeAsync(9_999);
  expect(await Promise.race([result, Promise.resolve("waiting")])).toBe("waiting");
  await vi.advanceTimersByTimeAsync(2);
  vi.useRealTimers();
  expect(await result).toEqual({ kind: "ended", because: "lost" });
});
