/** The SMART discovery document under `<fhirBase>/.well-known/smart-configuration`. */
export function smartConfiguration(issuer: string) {
  return {
    issuer,
    jwks_uri: `${issuer}/jwks`,
    authorization_endpoint: `${issuer}/auth`,
    token_endpoint: `${issuer}/token`,
    token_endpoint_auth_methods_supported: ["none", "private_key_jwt"],
    token_endpoint_auth_signing_alg_values_supported: ["RS384", "ES384"],
    grant_types_supported: ["authorization_code", "refresh_token"],
    response_types_supported: ["code"],
    code_challenge_methods_supported: ["S256"],
    scopes_supported: [
      "openid",
      "profile",
      "fhirUser",
      "launch",
      "offline_access",
      "patient/*.rs",
      "patient/*.cruds",
      "user/*.rs",
      "user/*.cruds",
    ],
    capabilities: [
      "launch-ehr",
      "client-public",
      "client-confidential-asymmetric",
      "context-ehr-patient",
      "context-ehr-encounter",
      "context-banner",
      "sso-openid-connect",
      "permission-offline",
      "permission-patient",
      "permission-user",
      "permission-v1",
      "permission-v2",
    ],
  };
}
