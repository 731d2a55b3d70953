import * as oauth from "oauth4webapi";
import { authenticationOf, clientOf, requestOptions } from "./client-authentication.ts";
import { type Connection, isTrusted } from "./connections.ts";
import { withDeadline } from "./deadline.ts";
import type { LaunchTokens } from "./launch-context.ts";
import { networkFailure } from "./network-failure.ts";

/** What became of a token that was handed back; `not_offered`: the EHR has no place to hand it back at. */
export type Revocation = "revoked" | "refused" | "unreachable" | "not_offered";

const revocationDeadline = 3_000;

/** Hands the launch's tokens back to the EHR (RFC 7009), the refresh token first. Tried once: they expire by themselves. */
export async function revokeTokens(
  connection: Connection,
  { authorization, refreshToken, accessToken }: LaunchTokens,
): Promise<{ readonly refresh_token: Revocation | null; readonly access_token: Revocation }> {
  const revoke = (token: string) => revokeOne(connection, { authorization, token });
  const refresh_token = refreshToken === null ? null : await revoke(refreshToken);
  return { refresh_token, access_token: await revoke(accessToken) };
}

async function revokeOne(
  connection: Connection,
  { authorization, token }: Pick<LaunchTokens, "authorization"> & { readonly token: string },
): Promise<Revocation> {
  const { revocation_endpoint: place } = authorization;
  if (place === undefined || !isTrusted(place, connection)) return "not_offered";
  try {
    const { status } = await withDeadline({ ms: revocationDeadline }, (signal) =>
      oauth.revocationRequest(
        authorization,
        clientOf(connection),
        authenticationOf(connection, authorization),
        token,
        requestOptions(connection, signal),
      ),
    );
    return status === 200 ? "revoked" : "refused";
  } catch (error) {
    if (networkFailure(error)) return "unreachable";
    throw error;
  }
}
