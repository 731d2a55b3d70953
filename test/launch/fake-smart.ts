import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from "jose";
import type { Connection } from "../../launch/connections.ts";
import { type Reply, type ScriptedEhr, type Seen, scriptedEhr } from "./scripted-ehr.ts";

/** What a test changes about an EHR that otherwise signs in as it should. */
export interface SmartQuirks {
  readonly discovery?: (usual: Record<string, unknown>) => Reply;
  readonly token?: (usual: Record<string, unknown>, request: Seen) => Reply | Promise<Reply>;
  readonly claims?: (usual: JWTPayload) => JWTPayload;
  readonly idToken?: (usual: string) => string | Promise<string>;
  readonly keys?: (usual: object) => Reply;
}

export interface FakeSmart extends ScriptedEhr {
  readonly connection: Connection;
  /** Answers like the authorize endpoint: the callback with a code for what the authorize URL asked. */
  authorize(authorizeUrl: string): URL;
  /** Requests to one path of the EHR. */
  to(path: string): readonly Seen[];
}

export const redirectUri = "http://app.invalid/callback";
const { publicKey, privateKey } = await generateKeyPair("RS256");
const jwk = { ...(await exportJWK(publicKey)), kid: "ehr-key", alg: "RS256", use: "sig" };

/** Signs claims as some EHR would. */
export function sign(claims: JWTPayload, header = { alg: "RS256", kid: "ehr-key" }, key = privateKey) {
  return new SignJWT(claims).setProtectedHeader(header).sign(key);
}

/** A SMART EHR over a real socket, with chosen quirks. */
export async function fakeSmart(quirks: SmartQuirks = {}): Promise<FakeSmart> {
  let nonce = "";
  const ehr: ScriptedEhr = await scriptedEhr((request) => answer(request));

  async function answer(request: Seen): Promise<Reply> {
    const { pathname } = new URL(request.url, ehr.origin);
    if (pathname === "/fhir/.well-known/smart-configuration") {
      return quirks.discovery?.(settings()) ?? { body: settings() };
    }
    if (pathname === "/keys")
      return quirks.keys?.({ keys: [jwk] }) ?? { body: { keys: [jwk] }, headers: json };
    if (pathname !== "/token") return { status: 404 };
    const body = await grant();
    return quirks.token?.(body, request) ?? { body, headers: json };
  }

  function settings(): Record<string, unknown> {
    return {
      issuer: `${ehr.origin}/issuer`,
      authorization_endpoint: `${ehr.origin}/authorize`,
      token_endpoint: `${ehr.origin}/token`,
      jwks_uri: `${ehr.origin}/keys`,
      code_challenge_methods_supported: ["S256"],
      capabilities: ["launch-ehr"],
    };
  }

  async function grant(): Promise<Record<string, unknown>> {
    const present = Math.floor(Date.now() / 1000);
    const usual = {
      iss: `${ehr.origin}/issuer`,
      aud: "caremonth",
      sub: "user-1",
      nonce,
      iat: present,
      exp: present + 300,
      fhirUser: "Practitioner/dr-1",
    };
    const idToken = await sign(quirks.claims?.(usual) ?? usual);
    return {
      access_token: "access-canary",
      refresh_token: "refresh-canary",
      token_type: "Bearer",
      expires_in: 570,
      scope: "launch patient/Patient.rs patient/Task.cruds",
      id_token: (await quirks.idToken?.(idToken)) ?? idToken,
      patient: "p1",
      encounter: "e1",
      need_patient_banner: false,
    };
  }

  return {
    ...ehr,
    connection: connectionTo(ehr.base),
    authorize(authorizeUrl) {
      const asked = new URL(authorizeUrl).searchParams;
      nonce = asked.get("nonce") ?? "";
      return new URL(`${redirectUri}?code=code-1&state=${encodeURIComponent(asked.get("state") ?? "")}`);
    },
    to: (path) => ehr.seen.filter(({ url }) => new URL(url, ehr.origin).pathname === path),
  };
}

export const json = { "content-type": "application/json" };

function connectionTo(iss: string): Connection {
  return {
    iss,
    name: "Fake EHR",
    clientId: "caremonth",
    auth: { kind: "public" },
    scopes: ["launch", "openid", "fhirUser", "patient/Patient.rs", "patient/Task.cruds"],
    frameAncestors: [],
    practices: ["practice"],
    endpointOrigins: [],
    insecureHttp: true,
  };
}
