import { randomBytes } from "node:crypto";
import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import smart from "fhirclient";
import { getAndCache } from "fhirclient/lib/lib.js";
import * as z from "zod";
import type { Connection } from "./connections.ts";
import { withDeadline } from "./deadline.ts";
import { type EhrAuthorization, readDiscovery } from "./discovery.ts";
import { FhirclientState, readPending } from "./fhirclient-state.ts";
import { exchangeCode, type Grant } from "./grants.ts";
import type { LaunchTokens } from "./launch-context.ts";
import { type Pinned, pin, type RevivedLaunch, tokensOf } from "./pin.ts";
import { failed, type Outcome } from "./problem.ts";

/** An EHR's request to open a chart. `launch` is the EHR's own string; the connection was chosen by `iss`. */
export interface LaunchStart {
  readonly connection: Connection;
  readonly launch: string;
  /** Absolute. */
  readonly redirectUri: string;
  readonly signal: AbortSignal;
}

export interface StartedLaunch {
  /** Unpredictable, 256 bits. */
  readonly state: string;
  readonly authorizeUrl: string;
  /** JSON to seal and keep under `state`, to be taken out once. */
  readonly pending: string;
}

const discoveryDeadline = 10_000;

/** Begins a SMART EHR launch: asks the EHR where to sign in, and answers where to send the browser. */
export async function startLaunch({
  connection,
  launch,
  redirectUri,
  signal,
}: LaunchStart): Promise<Outcome<StartedLaunch>> {
  if (launch === "") return failed("missing_launch");
  return withDeadline({ ms: discoveryDeadline, signal }, async (within) => {
    const discovered = await discover(connection, within);
    if (!discovered.ok) return discovered;
    const authorization = discovered.value;
    const asked = await askFhirclient({ connection, launch, redirectUri, signal: within });
    // Another launch may have replaced the settings that fhirclient caches for the whole process.
    if (!asked || asked.state.tokenUri !== authorization.token_endpoint) return failed("discovery_unusable");
    const nonce = secret();
    const authorizeUrl = withNonce(asked.url, authorization.authorization_endpoint, nonce);
    if (!authorizeUrl) return failed("discovery_unusable");
    const { state } = asked;
    const pending = JSON.stringify({ state, nonce, authorization });
    return { ok: true, value: { state: state.key, authorizeUrl, pending } };
  });
}

export interface LaunchFinish {
  readonly connection: Connection;
  /** What `startLaunch` gave to keep, taken out for good: the same one must never be handed in twice. */
  readonly pending: string;
  readonly callbackUrl: URL;
  readonly signal: AbortSignal;
  /** The present instant. */
  readonly now: () => string;
}

export interface FinishedLaunch {
  readonly pinned: Pinned;
  readonly tokens: LaunchTokens;
}

/** Finishes a launch at the callback: one code, one token, one patient and one user, or a plain reason why not. */
export async function finishLaunch(finish: LaunchFinish): Promise<Outcome<FinishedLaunch>> {
  const { connection, callbackUrl, signal, now } = finish;
  const { state, nonce, authorization } = readPending(finish.pending);
  if (callbackUrl.searchParams.get("state") !== state.key || state.serverUrl !== connection.iss) {
    return failed("state_unknown");
  }
  if (callbackUrl.searchParams.has("error")) return failed("refused");
  const { key, redirectUri, codeVerifier } = state;
  const own = { connection, authorization, nonce, signal };
  const exchanged = await exchangeCode({ ...own, callbackUrl, state: key, redirectUri, codeVerifier });
  if (!exchanged.ok) return exchanged;
  const grant = exchanged.value;
  // RFC 6749 §5.1: a scope left out is the scope that was asked for.
  const scope = grant.scope ?? state.scope;
  const pinned = pin(connection.iss, await revive(state, grant), { ...grant, scope });
  return pinned.ok ? { ok: true, value: { pinned: pinned.value, tokens: tokensOf(grant, now()) } } : pinned;
}

const HttpFailure = z.object({ statusCode: z.number().min(400).max(499) });

/** Asks the EHR anew each time: fhirclient would keep a failed answer for the life of the process. */
async function discover(connection: Connection, signal: AbortSignal): Promise<Outcome<EhrAuthorization>> {
  try {
    const answer: unknown = await getAndCache(discoveryUrl(connection), guarded(signal), true);
    const authorization = readDiscovery(answer, connection);
    return authorization ? { ok: true, value: authorization } : failed("discovery_unusable");
  } catch (error) {
    const answered = error instanceof SyntaxError || HttpFailure.safeParse(error).success;
    return failed(answered ? "discovery_unusable" : "ehr_unreachable");
  }
}

function discoveryUrl({ iss }: Connection): string {
  return `${iss.replace(/\/*$/, "/")}.well-known/smart-configuration`;
}

function guarded(signal: AbortSignal): RequestInit {
  return { redirect: "error", signal };
}

interface Asked {
  readonly url: string;
  readonly state: FhirclientState;
}

/** Lets fhirclient build the authorize URL and its PKCE pair; null when it found no safe way to. */
async function askFhirclient({
  connection,
  launch,
  redirectUri,
  signal,
}: LaunchStart): Promise<Asked | null> {
  const stateKey = secret();
  const storage = new Map<string, unknown>();
  const options = {
    iss: connection.iss,
    launch,
    clientId: connection.clientId,
    scope: connection.scopes.join(" "),
    redirectUri,
    stateKey,
    pkceMode: "required" as const,
    noRedirect: true,
    completeInTarget: true,
    wellKnownRequestOptions: guarded(signal),
    conformanceRequestOptions: guarded(signal),
  };
  const url = await unconnected(storage)
    .authorize(options)
    .catch(() => undefined);
  const state = FhirclientState.safeParse(storage.get(stateKey));
  return typeof url === "string" && state.success ? { url, state: state.data } : null;
}

/** The authorize URL with a nonce, at the endpoint that was checked; fhirclient only appends to it. */
function withNonce(url: string, endpoint: string, nonce: string): string | null {
  if (!url.startsWith(`${endpoint}?`)) return null;
  const whole = new URL(endpoint);
  const asked = new URLSearchParams(url.slice(endpoint.length + 1));
  for (const [name, value] of asked) whole.searchParams.append(name, value);
  whole.searchParams.append("nonce", nonce);
  return whole.href;
}

/** Lets fhirclient read the launch context. It is given no token: it only has to say whose launch this is. */
async function revive({ codeVerifier: _, ...state }: FhirclientState, grant: Grant): Promise<RevivedLaunch> {
  const { patient, encounter, id_token, scope } = grant;
  const tokenResponse = { patient, encounter, id_token, scope };
  const storage = new Map<string, unknown>([[state.key, { ...state, tokenResponse }]]);
  const client = await unconnected(storage).ready({ stateKey: state.key });
  const token = client.getIdToken();
  return {
    patient: client.patient.id,
    encounter: client.encounter.id,
    user: token?.["fhirUser"] ?? token?.profile,
  };
}

/** fhirclient without the request of anybody: it obeys what it finds in a URL. Its storage lives for one call. */
function unconnected(storage: Map<string, unknown>) {
  const request = new IncomingMessage(new Socket());
  request.url = "/";
  request.headers.host = "unused.invalid";
  return smart(request, new ServerResponse(request), {
    get: async (key) => storage.get(key),
    set: async (key, value) => storage.set(key, value),
    unset: async (key) => storage.delete(key),
  });
}

function secret(): string {
  return randomBytes(32).toString("base64url");
}
