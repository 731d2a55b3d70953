import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import smart from "fhirclient";
import { getAndCache } from "fhirclient/lib/lib.js";
import { askedScopes } from "./asked-scopes.ts";
import { withNonce } from "./authorize-url.ts";
import type { Connection } from "./connections.ts";
import { withDeadline } from "./deadline.ts";
import { type Discoveries, discoveries } from "./discoveries.ts";
import { discoveryFailure } from "./discovery-failure.ts";
import { FhirclientState, readPending } from "./fhirclient-state.ts";
import { exchangeCode, type Grant } from "./grants.ts";
import type { LaunchTokens } from "./launch-context.ts";
import { tokensOf } from "./launch-tokens.ts";
import { newSecret } from "./new-secret.ts";
import { type Pinned, pin, type RevivedLaunch } from "./pin.ts";
import { failed, type Outcome } from "./problem.ts";
import { signInRefusal } from "./sign-in-refusal.ts";

/** A launch to begin at a connection that was chosen by `iss`. */
export interface LaunchStart {
  readonly connection: Connection;
  /** The EHR's own string; null where CareMonth starts by itself and the EHR has a patient chosen. */
  readonly launch: string | null;
  /** Absolute. */
  readonly redirectUri: string;
  readonly signal: AbortSignal;
  /** What is known of the EHRs; nothing unless given, so that the EHR is asked. */
  readonly known?: Discoveries;
}

export interface StartedLaunch {
  /** Unpredictable, 256 bits. */
  readonly state: string;
  readonly authorizeUrl: string;
  /** JSON to seal and keep under `state`, to be taken out once. */
  readonly pending: string;
}

const discoveryDeadline = 10_000;

/** Begins a SMART launch: finds out where the EHR has people sign in, and answers where to send the browser. */
export async function startLaunch(start: LaunchStart): Promise<Outcome<StartedLaunch>> {
  if (start.launch === "") return failed("missing_launch");
  return withDeadline({ ms: discoveryDeadline, signal: start.signal }, (signal) =>
    startWithin({ ...start, signal, known: start.known ?? ehrDiscoveries(() => new Date().toISOString()) }),
  );
}

async function startWithin(start: Required<LaunchStart>): Promise<Outcome<StartedLaunch>> {
  const { connection, launch, known, signal } = start;
  const discovered = await known.find(connection, signal);
  if (!discovered.ok) return discovered;
  const { authorization, offers, kept } = discovered.value;
  const way = launch === null ? "standalone" : "ehr";
  if (way === "standalone" && !offers.standalonePatient) return failed("standalone_not_offered");
  const scope = askedScopes(connection.scopes, offers, way).join(" ");
  const asked = await askFhirclient({ ...start, scope });
  const nonce = newSecret();
  // Another launch may have replaced the settings that fhirclient caches for the whole process.
  const same = asked?.state.tokenUri === authorization.token_endpoint;
  const authorizeUrl = same && withNonce(asked.url, authorization.authorization_endpoint, nonce);
  if (!asked || !authorizeUrl) {
    known.forget(connection);
    return kept ? startWithin(start) : failed("discovery_unusable");
  }
  const { state } = asked;
  const pending = JSON.stringify({ state, nonce, authorization, way });
  return { ok: true, value: { state: state.key, authorizeUrl, pending } };
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
  const { state, nonce, authorization, way } = readPending(finish.pending);
  if (callbackUrl.searchParams.get("state") !== state.key || state.serverUrl !== connection.iss) {
    return failed("state_unknown");
  }
  const error = callbackUrl.searchParams.get("error");
  if (error !== null) return failed(signInRefusal(error));
  const { key, redirectUri, codeVerifier } = state;
  const own = { connection, authorization, nonce, signal };
  const exchanged = await exchangeCode({ ...own, callbackUrl, state: key, redirectUri, codeVerifier });
  if (!exchanged.ok) return exchanged;
  const grant = exchanged.value;
  // RFC 6749 §5.1: a scope left out is the scope that was asked for.
  const scope = grant.scope ?? state.scope;
  const pinned = pin({
    connection,
    revived: await revive(state, grant),
    grant: { ...grant, scope },
    asked: state.scope.split(" "),
    wantsPatient: way === "standalone",
  });
  if (!pinned.ok) return pinned;
  const tokens = tokensOf(grant, { now: now(), scopes: pinned.value.scopes, authorization });
  return { ok: true, value: { pinned: pinned.value, tokens } };
}

/** The EHRs' discovery documents as fhirclient fetches and caches them. `now` is an instant. */
export function ehrDiscoveries(now: () => string): Discoveries {
  return discoveries(askDiscovery, now);
}

/** Asks the EHR anew each time: fhirclient would keep a failed answer for the life of the process. */
async function askDiscovery({ iss }: Connection, signal: AbortSignal): Promise<Outcome<unknown>> {
  const url = `${iss.replace(/\/*$/, "/")}.well-known/smart-configuration`;
  try {
    return { ok: true, value: await getAndCache(url, guarded(signal), true) };
  } catch (error) {
    return failed(discoveryFailure(error));
  }
}

/** Far more than any EHR's document. */
const discoveryBytes = 256 * 1024;

/** `size` is node-fetch's, through which fhirclient fetches: a body that grows beyond it is broken off. */
function guarded(signal: AbortSignal): RequestInit & { readonly size: number } {
  return { redirect: "error", signal, size: discoveryBytes };
}

interface Asked {
  readonly url: string;
  readonly state: FhirclientState;
}

/** Lets fhirclient build the authorize URL and its PKCE pair; null when it found no safe way to. */
async function askFhirclient({
  connection,
  launch,
  scope,
  redirectUri,
  signal,
}: LaunchStart & { readonly scope: string }): Promise<Asked | null> {
  const stateKey = newSecret();
  const storage = new Map<string, unknown>();
  const options = {
    iss: connection.iss,
    ...(launch === null ? {} : { launch }),
    clientId: connection.clientId,
    scope,
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
