import * as z from "zod";
import { type Connection, isTrusted } from "./connections.ts";

const SmartConfiguration = z.object({
  issuer: z.url(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  jwks_uri: z.url(),
  code_challenge_methods_supported: z.array(z.string()),
  authorization_response_iss_parameter_supported: z.boolean().default(false),
});

/** The EHR's authorization server as discovered when the launch started; used again when it finishes. */
export const EhrAuthorization = SmartConfiguration.omit({ code_challenge_methods_supported: true }).extend({
  /** Where tokens can be handed back; not every EHR has such a place. */
  revocation_endpoint: z.exactOptional(z.url()),
});
export type EhrAuthorization = z.infer<typeof EhrAuthorization>;

/**
 * Reads what `.well-known/smart-configuration` answered. Null when it lacks what a safe sign-in needs (S256, an
 * issuer and keys to check who signed in) or names an issuer or endpoint outside the connection's trusted origins.
 */
export function readDiscovery(answer: unknown, connection: Connection): EhrAuthorization | null {
  const found = SmartConfiguration.safeParse(answer);
  if (!found.success) return null;
  const { code_challenge_methods_supported, ...authorization } = found.data;
  if (!isStillTrusted(authorization, connection) || !code_challenge_methods_supported.includes("S256"))
    return null;
  return { ...authorization, ...readRevocation(answer, connection) };
}

/** Whether issuer and endpoints stand where the connection trusts. What was kept is asked again: trust can be withdrawn. */
export function isStillTrusted(
  { issuer, authorization_endpoint, token_endpoint, jwks_uri }: EhrAuthorization,
  connection: Connection,
): boolean {
  return [issuer, authorization_endpoint, token_endpoint, jwks_uri].every((url) =>
    isTrusted(url, connection),
  );
}

const Revocation = z.object({ revocation_endpoint: z.url() });

/** No launch fails for want of it: an address that is no URL or is not trusted is left out. */
function readRevocation(
  answer: unknown,
  connection: Connection,
): Pick<EhrAuthorization, "revocation_endpoint"> {
  const { data } = Revocation.safeParse(answer);
  return data && isTrusted(data.revocation_endpoint, connection) ? data : {};
}
