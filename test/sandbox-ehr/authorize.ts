import { createHash, randomBytes } from "node:crypto";
import type { Sandbox } from "./sandbox.ts";
import type { LaunchOptions } from "./smart/launches.ts";

/** A SMART token response as it came over the wire. */
export interface TokenResponse {
  readonly access_token: string;
  readonly scope: string;
  readonly token_type: string;
  readonly expires_in: number;
  readonly id_token?: string;
  readonly refresh_token?: string;
  readonly patient?: string;
  readonly encounter?: string;
  readonly need_patient_banner: boolean;
}

/** What a bare public client needs to sign in at a sandbox. */
export interface Registered {
  readonly sandbox: Sandbox;
  readonly clientId: string;
  readonly redirectUri: string;
}

const everything = "launch openid fhirUser patient/*.cruds user/*.rs";

/** The parameters of an authorization request, and the verifier that belongs to its challenge. */
export function authorizationRequest(
  { sandbox, clientId, redirectUri }: Registered,
  { launch, scope = everything }: { launch: string; scope?: string },
): { query: URLSearchParams; verifier: string } {
  const verifier = randomBytes(32).toString("base64url");
  const query = new URLSearchParams({
    response_type: "code",
    client_id: clientId,
    redirect_uri: redirectUri,
    scope,
    aud: sandbox.fhirBase,
    launch,
    state: randomBytes(16).toString("base64url"),
    // OpenID Connect: a nonce belongs to an id_token, which openid asks for.
    ...(scope.split(" ").includes("openid") ? { nonce: randomBytes(16).toString("base64url") } : {}),
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
  });
  return { query, verifier };
}

/** Follows an authorization request to where it leaves the sandbox; the answer there, or the last one inside. */
export async function follow(sandbox: Sandbox, query: URLSearchParams): Promise<URL | Response> {
  let next = new URL(`${sandbox.url}/oauth/auth?${query}`);
  while (next.origin === sandbox.url) {
    const response = await fetch(next, { redirect: "manual" });
    const location = response.headers.get("location");
    if (location === null) return response;
    next = new URL(location, next);
  }
  return next;
}

/** Signs in from a fresh launch, as a public client does, and returns the token response. */
export async function authorize(
  registered: Registered,
  { scope, ...launch }: LaunchOptions & { scope?: string },
): Promise<TokenResponse> {
  const opened = registered.sandbox.newLaunch(launch);
  const request = authorizationRequest(registered, {
    launch: opened,
    ...(scope === undefined ? {} : { scope }),
  });
  const callback = await follow(registered.sandbox, request.query);
  const code = callback instanceof URL ? callback.searchParams.get("code") : null;
  if (code === null) throw new Error("The sandbox gave no code.");
  return redeem(registered, { code, verifier: request.verifier });
}

/** Redeems a code at the token endpoint. */
async function redeem(
  { sandbox, clientId, redirectUri }: Registered,
  { code, verifier }: { code: string; verifier: string },
): Promise<TokenResponse> {
  const body = new URLSearchParams({
    grant_type: "authorization_code",
    code,
    redirect_uri: redirectUri,
    client_id: clientId,
    code_verifier: verifier,
  });
  const response = await fetch(`${sandbox.url}/oauth/token`, { method: "POST", body });
  if (!response.ok)
    throw new Error(`The token endpoint answered ${response.status}: ${await response.text()}`);
  return response.json();
}
