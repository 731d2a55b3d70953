import { decodeJwt } from "jose";
import * as z from "zod";
import type { EhrAuthorization } from "./discovery.ts";
import type { Grant } from "./grants.ts";
import type { LaunchTokens } from "./launch-context.ts";

interface Granting {
  /** The instant the tokens were asked for, or a later one. */
  readonly now: string;
  readonly scopes: readonly string[];
  readonly authorization: EhrAuthorization;
}

/** The tokens of a launch that was just granted; its id_token has been verified. */
export function tokensOf(grant: Grant, { now, scopes, authorization }: Granting): LaunchTokens {
  return {
    ...accessOf(grant, now),
    refreshToken: grant.refresh_token ?? null,
    scopes,
    authorization,
    subject: claimsOf(grant.id_token ?? "")?.sub ?? "",
    replacesRefused: false,
  };
}

/** SMART App Launch 2.2: an access token lives no longer than an hour, whatever a server leaves unsaid. */
const longestToken = 3600;
/** No life is believed that goes beyond this, in seconds; a number no date can hold is no reason to fail. */
const mostBelieved = 24 * 3600;
/** A token is renewed this long before it expires, or a tenth of its life where that is shorter. */
const renewalMargin = 30;

/** The access token of a grant and its times, from the instant `now`. */
export function accessOf(
  { access_token, expires_in = longestToken }: Grant,
  now: string,
): Pick<LaunchTokens, "accessToken" | "expiresAt" | "renewAt"> {
  const at = (seconds: number) => new Date(Date.parse(now) + seconds * 1000).toISOString();
  const life = Math.min(expires_in, mostBelieved);
  return {
    accessToken: access_token,
    expiresAt: at(life),
    renewAt: at(life - Math.min(renewalMargin, life / 10)),
  };
}

const Claims = z.looseObject({
  sub: z.string(),
  fhirUser: z.string().optional(),
  profile: z.string().optional(),
});

/** Whom an id_token names, as it stands there; null where it is none. It says nothing of the signature. */
export function claimsOf(idToken: string): z.infer<typeof Claims> | null {
  try {
    return Claims.parse(decodeJwt(idToken));
  } catch {
    return null;
  }
}
