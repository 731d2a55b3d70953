import { possibleInteractions, resourceTypes } from "../fhir/resource-types.ts";
import type { Behaviour } from "../flavours/flavour.ts";
import { launchScopes } from "./scopes.ts";

/** The SMART discovery document under `<fhirBase>/.well-known/smart-configuration`. */
export function smartConfiguration(issuer: string, behaviour: Behaviour) {
  return {
    issuer,
    jwks_uri: `${issuer}/jwks`,
    authorization_endpoint: `${issuer}/auth`,
    token_endpoint: `${issuer}/token`,
    introspection_endpoint: `${issuer}/token/introspection`,
    revocation_endpoint: `${issuer}/token/revocation`,
    token_endpoint_auth_methods_supported: [
      "none",
      "client_secret_basic",
      "client_secret_post",
      "private_key_jwt",
    ],
    token_endpoint_auth_signing_alg_values_supported: ["RS384", "ES384"],
    grant_types_supported: ["authorization_code", "refresh_token", "client_credentials"],
    response_types_supported: ["code"],
    code_challenge_methods_supported: ["S256"],
    scopes_supported: [...launchScopes, ...scopesOfData(behaviour)],
    capabilities: [
      "launch-ehr",
      "launch-standalone",
      "client-public",
      "client-confidential-symmetric",
      "client-confidential-asymmetric",
      "context-ehr-patient",
      "context-ehr-encounter",
      "context-standalone-patient",
      "context-banner",
      "context-style",
      "sso-openid-connect",
      "permission-offline",
      "permission-online",
      "permission-patient",
      "permission-user",
      "permission-v1",
      "permission-v2",
    ],
  };
}

/** Scopes by wildcard, or by type where this EHR grants no wildcards. */
function scopesOfData({ wildcardScopes, interactions }: Behaviour): string[] {
  const known = resourceTypes.filter(
    (traits) => interactions(traits.type, possibleInteractions(traits)).length > 0,
  );
  const types = wildcardScopes ? ["*"] : known.map(({ type }) => type);
  return ["patient", "user", "system"].flatMap((level) =>
    types.flatMap((type) => [`${level}/${type}.rs`, `${level}/${type}.cruds`]),
  );
}
