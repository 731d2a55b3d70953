import type { ClientMetadata } from "oidc-provider";
import type { SandboxClient } from "../sandbox-options.ts";

/** A client as the authorization server's own registration format writes it. */
export function registration(client: SandboxClient): ClientMetadata {
  const { id, redirectUris, auth, secret, jwksUri, jwks, backend = false } = client;
  return {
    client_id: id,
    redirect_uris: [...redirectUris],
    token_endpoint_auth_method: auth,
    grant_types: backend ? ["client_credentials"] : ["authorization_code", "refresh_token"],
    response_types: backend ? [] : ["code"],
    ...(secret === undefined ? {} : { client_secret: secret }),
    ...(jwksUri === undefined ? {} : { jwks_uri: jwksUri }),
    ...(jwks === undefined ? {} : { jwks: { keys: [...jwks] } }),
  };
}
