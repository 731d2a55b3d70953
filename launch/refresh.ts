import * as oauth from "oauth4webapi";
import * as z from "zod";
import { authenticationOf, clientOf, requestOptions } from "./client-authentication.ts";
import type { Connection } from "./connections.ts";
import { withDeadline } from "./deadline.ts";
import { isStillTrusted } from "./discovery.ts";
import { localReference } from "./fhir-base.ts";
import { type Grant, readGrant } from "./grants.ts";
import type { LaunchContext, LaunchTokens } from "./launch-context.ts";
import { accessOf, claimsOf } from "./launch-tokens.ts";
import { narrowedScopes } from "./narrowed-scopes.ts";
import { networkFailure } from "./network-failure.ts";
import { parseJson } from "./parse-json.ts";

/** A refresh token to be exchanged, for the launch it belongs to. */
export interface Refresh {
  readonly connection: Connection;
  readonly tokens: LaunchTokens;
  readonly refreshToken: string;
  readonly pinned: Pick<LaunchContext, "iss" | "patient" | "user">;
  /** The present instant. */
  readonly now: string;
}

/**
 * How a refresh ended. `refused`: the EHR's permission is over. `lost`: it was sent and nobody knows what became of
 * it, so the refresh token may be used up and is not to be sent again. `not_now`: it was not processed.
 */
export type Refreshed =
  | { readonly kind: "refreshed"; readonly tokens: LaunchTokens }
  | { readonly kind: "ended"; readonly because: "refused" | "lost" | "other_patient" | "other_user" }
  | { readonly kind: "not_now" };

const refreshDeadline = 10_000;

/**
 * Exchanges a refresh token for fresh tokens, once: nothing is repeated, no redirect is followed, no scope is asked
 * for. Nobody's leaving breaks it off, because the EHR may by then have used the refresh token up.
 */
export async function refreshTokens(refresh: Refresh): Promise<Refreshed> {
  // Neither the token nor the client's secret goes where the connection no longer trusts anybody.
  if (!isStillTrusted(refresh.tokens.authorization, refresh.connection))
    return { kind: "ended", because: "refused" };
  try {
    return await withDeadline({ ms: refreshDeadline }, (signal) => exchange(refresh, signal));
  } catch (error) {
    const failure = networkFailure(error);
    if (!failure) throw error;
    return failure.sent ? lost : { kind: "not_now" };
  }
}

const lost: Refreshed = { kind: "ended", because: "lost" };

async function exchange(refresh: Refresh, signal: AbortSignal): Promise<Refreshed> {
  const { connection, tokens, refreshToken } = refresh;
  const response = await oauth.refreshTokenGrantRequest(
    tokens.authorization,
    clientOf(connection),
    authenticationOf(connection, tokens.authorization),
    refreshToken,
    requestOptions(connection, signal),
  );
  if (response.status !== 200) return judgeRefusal(response);
  const grant = await readGrant(response);
  return grant ? judgeGrant(refresh, grant) : lost;
}

const InvalidGrant = z.object({ error: z.literal("invalid_grant") });

/** RFC 6749 §5.2 says 400; EHRs also say 401 and 403. Any other refusal, a redirect or a full house used nothing up. */
async function judgeRefusal(response: Response): Promise<Refreshed> {
  const { status } = response;
  const over = InvalidGrant.safeParse(parseJson(await response.text())).success;
  if ([400, 401, 403].includes(status) && over) return { kind: "ended", because: "refused" };
  const untouched = (status >= 300 && status < 500) || status === 503;
  return untouched ? { kind: "not_now" } : lost;
}

function judgeGrant({ tokens, pinned, now }: Refresh, grant: Grant): Refreshed {
  const patient = grant.patient ?? null;
  if (patient !== null && patient !== pinned.patient) return { kind: "ended", because: "other_patient" };
  if (grant.id_token !== undefined && !namesUser(grant.id_token, { tokens, pinned }))
    return { kind: "ended", because: "other_user" };
  const scopes = grant.scope === undefined ? tokens.scopes : narrowedScopes(tokens.scopes, grant.scope);
  const fresh = { refreshToken: grant.refresh_token ?? tokens.refreshToken, replacesRefused: false };
  return { kind: "refreshed", tokens: { ...tokens, ...accessOf(grant, now), ...fresh, scopes } };
}

/**
 * OpenID Connect Core 1.0 §12.2: an id_token given with a refresh names the same `sub`. It came from the token
 * endpoint itself, so TLS vouches for it (§3.1.3.7); one that cannot be read names nobody.
 */
function namesUser(idToken: string, { tokens, pinned }: Pick<Refresh, "tokens" | "pinned">): boolean {
  const claims = claimsOf(idToken);
  if (claims?.sub !== tokens.subject) return false;
  const person = claims.fhirUser ?? claims.profile;
  if (person === undefined) return true;
  return (localReference(pinned.iss, person)?.reference ?? person) === pinned.user;
}
