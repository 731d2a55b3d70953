import { createHash, randomBytes } from "node:crypto";
import type { Sandbox } from "./sandbox.ts";
import type { FhirContext, LaunchOptions } from "./smart/launches.ts";

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
  readonly intent?: string;
  readonly smart_style_url?: string;
  readonly fhirContext?: readonly FhirContext[];
  readonly tenant?: string;
}

/** What a client needs to sign in at a sandbox. */
export interface Registered {
  readonly sandbox: Sandbox;
  readonly clientId: string;
  readonly redirectUri: string;
  /** How a token request proves who sends it; a public client only says who it is. */
  readonly authentication?: Authentication;
}

/** Further members of the form, and headers. */
export interface Authentication {
  readonly form?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

const everything = "launch openid fhirUser patient/*.cruds user/*.rs";

/** The parameters of an authorization request, and the verifier that belongs to its challenge. */
export function authorizationRequest(
  { sandbox, clientId, redirectUri }: Registered,
  { launch, scope = everything }: { launch?: string; scope?: string },
): { query: URLSearchParams; verifier: string } {
  const verifier = randomBytes(32).toString("base64url");
  const query = new URLSearchParams({
    response_type: "code",
    client_id: clientId,
    redirect_uri: redirectUri,
    scope,
    aud: sandbox.fhirBase,
    ...(launch === undefined ? {} : { launch }),
    state: randomBytes(16).toString("base64url"),
    // OpenID Connect: a nonce belongs to an id_token, which openid asks for.
    ...(scope.split(" ").includes("openid") ? { nonce: randomBytes(16).toString("base64url") } : {}),
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
  });
  return { query, verifier };
}

/** Follows an authorization request to where it leaves the sandbox; the answer there, or the last one inside. */
export function follow(sandbox: Sandbox, query: URLSearchParams): Promise<URL | Response> {
  return followFrom(sandbox, `${sandbox.url}/oauth/auth?${query}`);
}

/** As follow, from any address of the sandbox, such as one with what was chosen on its sign-in page. */
export async function followFrom(sandbox: Sandbox, address: string): Promise<URL | Response> {
  let next = new URL(address);
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

/** The form and headers that redeem a code. */
export function redemption(
  { redirectUri }: Registered,
  { code, verifier }: { code: string; verifier: string },
): Readonly<Record<string, string>> {
  return { grant_type: "authorization_code", code, redirect_uri: redirectUri, code_verifier: verifier };
}

/** Posts a form to the token endpoint, or to one below it such as `/revocation`, as this client. */
export function postToken(
  { sandbox, clientId, authentication = {} }: Registered,
  form: Readonly<Record<string, string>>,
  below = "",
): Promise<Response> {
  const { form: proof = { client_id: clientId }, headers = {} } = authentication;
  const body = new URLSearchParams({ ...form, ...proof });
  return fetch(`${sandbox.url}/oauth/token${below}`, { method: "POST", body, headers });
}

async function redeem(
  registered: Registered,
  code: { code: string; verifier: string },
): Promise<TokenResponse> {
  const response = await postToken(registered, redemption(registered, code));
  if (!response.ok)
    throw new Error(`The token endpoint answered ${response.status}: ${await response.text()}`);
  return response.json();
}
