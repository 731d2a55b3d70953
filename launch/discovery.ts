import * as z from "zod";
import { type Connection, trustedOrigins } from "./connections.ts";

const SmartConfiguration = z.object({
  issuer: z.string(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  jwks_uri: z.url(),
  code_challenge_methods_supported: z.array(z.string()),
  authorization_response_iss_parameter_supported: z.boolean().default(false),
});

/** The EHR's authorization server as discovered when the launch started; used again when it finishes. */
export const EhrAuthorization = SmartConfiguration.omit({ code_challenge_methods_supported: true });
export type EhrAuthorization = z.infer<typeof EhrAuthorization>;

/**
 * Reads what `.well-known/smart-configuration` answered. Null when it lacks what a safe sign-in needs (S256, an
 * issuer and keys to check who signed in) or names an endpoint outside the connection's trusted origins.
 */
export function readDiscovery(answer: unknown, connection: Connection): EhrAuthorization | null {
  const found = SmartConfiguration.safeParse(answer);
  if (!found.success) return null;
  const { code_challenge_methods_supported, ...authorization } = found.data;
  const { authorization_endpoint, token_endpoint, jwks_uri } = authorization;
  const trusted = [authorization_endpoint, token_endpoint, jwks_uri].every((url) =>
    isTrusted(url, connection),
  );
  return trusted && code_challenge_methods_supported.includes("S256") ? authorization : null;
}

function isTrusted(endpoint: string, connection: Connection): boolean {
  const { origin, protocol, username, password } = new URL(endpoint);
  const secret = protocol === "https:" || (connection.insecureHttp && protocol === "http:");
  return secret && username === "" && password === "" && trustedOrigins(connection).has(origin);
}
