import * as oauth from "oauth4webapi";
import * as z from "zod";
import { authenticationOf, clientOf, requestOptions } from "./client-authentication.ts";
import type { Connection } from "./connections.ts";
import { withDeadline } from "./deadline.ts";
import { type EhrAuthorization, isStillTrusted } from "./discovery.ts";
import { networkFailure } from "./network-failure.ts";
import { parseJson } from "./parse-json.ts";
import { failed, type Outcome } from "./problem.ts";
import { exchangeRefusal } from "./sign-in-refusal.ts";

/** One authorization code to be turned into a token, with what the launch started with. */
export interface CodeExchange {
  readonly connection: Connection;
  readonly authorization: EhrAuthorization;
  readonly callbackUrl: URL;
  readonly state: string;
  readonly redirectUri: string;
  readonly codeVerifier: string;
  readonly nonce: string;
  readonly signal: AbortSignal;
}

const Grant = z.looseObject({
  access_token: z.string().min(1),
  token_type: z.string().regex(/^bearer$/i),
  expires_in: z.coerce.number().positive().optional(),
  refresh_token: z.string().min(1).optional().catch(undefined),
  scope: z.string().optional(),
  id_token: z.string().optional(),
  patient: z.unknown().optional(),
  encounter: z.unknown().optional(),
  need_patient_banner: z.unknown().optional(),
  intent: z.unknown().optional(),
  tenant: z.unknown().optional(),
  smart_style_url: z.unknown().optional(),
  fhirContext: z.unknown().optional(),
});
/** What the token endpoint granted; launch context is as the EHR sent it, still to be checked. */
export type Grant = z.infer<typeof Grant>;

const exchangeDeadline = 15_000;

/**
 * Sends the code to the token endpoint and makes sure who signed in: signature, issuer, audience, expiry and
 * nonce of the id_token. No redirect is followed and nothing is sent twice.
 */
export async function exchangeCode(exchange: CodeExchange): Promise<Outcome<Grant>> {
  try {
    return await withDeadline({ ms: exchangeDeadline, signal: exchange.signal }, (signal) =>
      exchangeWithin({ ...exchange, signal }),
    );
  } catch (error) {
    if (networkFailure(error)) return failed("ehr_unreachable");
    throw error;
  }
}

async function exchangeWithin(exchange: CodeExchange): Promise<Outcome<Grant>> {
  const { connection, authorization, redirectUri, codeVerifier, signal } = exchange;
  if (!isStillTrusted(authorization, connection)) return failed("discovery_unusable");
  const callback = validCallback(exchange);
  if (callback?.getAll("code").length !== 1) return failed("exchange_failed");
  const response = await oauth.authorizationCodeGrantRequest(
    authorization,
    clientOf(connection),
    authenticationOf(connection, authorization),
    callback,
    redirectUri,
    codeVerifier,
    requestOptions(connection, signal),
  );
  const grant = await readGrant(response.clone());
  if (!grant) return failed(await exchangeRefusal(response));
  return (await isSignedIn(exchange, response)) ? { ok: true, value: grant } : failed("id_token_invalid");
}

/** The callback's parameters, or null when its state or issuer is not the one this launch started with. */
function validCallback({
  connection,
  authorization,
  callbackUrl,
  state,
}: CodeExchange): URLSearchParams | null {
  try {
    return oauth.validateAuthResponse(authorization, clientOf(connection), callbackUrl, state);
  } catch {
    return null;
  }
}

/** What the token endpoint granted; null where it granted nothing that can be read. */
export async function readGrant(response: Response): Promise<Grant | null> {
  const text = await response.text();
  return response.status === 200 ? (Grant.safeParse(parseJson(text)).data ?? null) : null;
}

async function isSignedIn(exchange: CodeExchange, response: Response): Promise<boolean> {
  const { connection, authorization, nonce, signal } = exchange;
  try {
    const rules = { expectedNonce: nonce, requireIdToken: true };
    await oauth.processAuthorizationCodeResponse(authorization, clientOf(connection), response, rules);
    await oauth.validateApplicationLevelSignature(
      authorization,
      response,
      requestOptions(connection, signal),
    );
    return true;
  } catch (error) {
    if (networkFailure(error)) throw error;
    return false;
  }
}
