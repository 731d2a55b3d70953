import { createServer, type Server } from "node:http";
import { exportJWK, generateKeyPair } from "jose";
import * as oauth from "oauth4webapi";
import { afterAll, beforeAll, expect, it } from "vitest";
import { authorizationRequest, follow, type Registered } from "./authorize.ts";
import { freshSandbox } from "./fresh-sandbox.ts";

const insecure = { [oauth.allowInsecureRequests]: true };
let keys: Awaited<ReturnType<typeof generateKeyPair>>;
let keyServer: Server;
let registered: Registered;

beforeAll(async () => {
  keys = await generateKeyPair("RS384");
  const jwk = { ...(await exportJWK(keys.publicKey)), kid: "k1", use: "sig", alg: "RS384" };
  keyServer = createServer((_request, response) => {
    response.setHeader("content-type", "application/json").end(JSON.stringify({ keys: [jwk] }));
  });
  await new Promise<void>((started) => keyServer.listen(0, "127.0.0.1", started));
  const address = keyServer.address();
  const port = typeof address === "object" ? address?.port : undefined;
  const redirectUri = "http://localhost:9/callback";
  registered = await freshSandbox({
    client: {
      id: "app",
      redirectUris: [redirectUri],
      auth: "private_key_jwt",
      jwksUri: `http://127.0.0.1:${port}/jwks`,
    },
  });
});
afterAll(async () => {
  await registered.sandbox.close();
  await new Promise((closed) => keyServer.close(closed));
});

async function discover(): Promise<oauth.AuthorizationServer> {
  const response = await fetch(`${registered.sandbox.fhirBase}/.well-known/smart-configuration`);
  return response.json();
}

it("a confidential client that knows OAuth and nothing of this sandbox signs in", async () => {
  const as = await discover();
  const client: oauth.Client = { client_id: "app", id_token_signed_response_alg: "RS256" };
  const launch = registered.sandbox.newLaunch({ patient: "p02", user: "pr-1" });
  const { query, verifier } = authorizationRequest(registered, { launch });
  const end = await follow(registered.sandbox, query);
  if (!(end instanceof URL)) throw new Error("no redirect");
  const parameters = oauth.validateAuthResponse(as, client, end, query.get("state") ?? "");
  const authentication = oauth.PrivateKeyJwt(
    { key: keys.privateKey, kid: "k1" },
    {
      [oauth.modifyAssertion]: (_header, payload) => {
        payload["aud"] = as.token_endpoint ?? "";
      },
    },
  );
  const response = await oauth.authorizationCodeGrantRequest(
    as,
    client,
    authentication,
    parameters,
    registered.redirectUri,
    verifier,
    insecure,
  );
  const token = await oauth.processAuthorizationCodeResponse(as, client, response, {
    expectedNonce: query.get("nonce") ?? "",
    requireIdToken: true,
  });
  await oauth.validateApplicationLevelSignature(as, response, insecure);
  expect(token["patient"]).toBe("p02");
  expect(oauth.getValidatedIdTokenClaims(token)?.["fhirUser"]).toBe(
    `${registered.sandbox.fhirBase}/Practitioner/pr-1`,
  );
});

it("a confidential client without its key gets nothing", async () => {
  const launch = registered.sandbox.newLaunch({ patient: "p02", user: "pr-1" });
  const { query, verifier } = authorizationRequest(registered, { launch });
  const end = await follow(registered.sandbox, query);
  if (!(end instanceof URL)) throw new Error("no redirect");
  const body = new URLSearchParams({
    grant_type: "authorization_code",
    code: end.searchParams.get("code") ?? "",
    redirect_uri: registered.redirectUri,
    client_id: "app",
    code_verifier: verifier,
  });
  const response = await fetch(`${registered.sandbox.url}/oauth/token`, { method: "POST", body });
  expect(response.status).toBe(401);
  expect(await response.json()).toMatchObject({ error: "invalid_client" });
});
