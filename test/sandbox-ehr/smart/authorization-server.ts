import { type Configuration, errors, Provider } from "oidc-provider";
import type { SandboxClient } from "../sandbox-options.ts";
import type { AccessTokens } from "./access-tokens.ts";
import type { Launches } from "./launches.ts";
import { memoryAdapter } from "./memory-adapter.ts";
import { dataScopes, launchScopes } from "./scopes.ts";
import { serveLaunch } from "./serve-launch.ts";
import type { SigningKey } from "./signing-key.ts";

const day = 24 * 60 * 60;
const ttl = {
  AuthorizationCode: 60,
  IdToken: 3600,
  Interaction: 300,
  Grant: day,
  Session: day,
  RefreshToken: day,
};

export interface AuthorizationServerOptions {
  readonly issuer: string;
  readonly fhirBase: string;
  readonly client: SandboxClient;
  readonly key: SigningKey;
  readonly tokenLifeSeconds: number;
  readonly launches: Launches;
  readonly tokens: AccessTokens;
  readonly grant: (asked: string[]) => string[];
}

/** The SMART authorization server, to be mounted at the issuer's path. */
export function authorizationServer(options: AuthorizationServerOptions): Provider {
  const provider = new Provider(options.issuer, configuration(options));
  serveLaunch(provider, { ...options, granted: new Map() });
  return provider;
}

function configuration(options: AuthorizationServerOptions): Configuration {
  const { fhirBase } = options;
  return {
    adapter: memoryAdapter(),
    ttl: { ...ttl, AccessToken: options.tokenLifeSeconds },
    clients: [clientMetadata(options.client)],
    jwks: { keys: [options.key.jwk] },
    clientAuthMethods: ["none", "private_key_jwt"],
    enabledJWA: { clientAuthSigningAlgValues: ["RS384", "ES384"] },
    fetch: fetchLocally,
    pkce: { required: () => true },
    scopes: launchScopes,
    claims: { openid: ["sub"], fhirUser: ["fhirUser"] },
    conformIdTokenClaims: false,
    rotateRefreshToken: true,
    extraParams: { aud: requireAudience(fhirBase), launch: requireLaunch(options.launches) },
    features: {
      devInteractions: { enabled: false },
      resourceIndicators: { enabled: true, ...resourceIndicators(options) },
    },
    interactions: { url: (_ctx, { uid }) => `/oauth/interaction/${uid}` },
    findAccount: (_ctx, id) => ({
      accountId: id,
      claims: () => ({ sub: id, fhirUser: `${fhirBase}/Practitioner/${id}` }),
    }),
    loadExistingGrant: (ctx) => ctx.oidc.provider.Grant.find(ctx.oidc.result?.consent?.grantId ?? ""),
    extraTokenClaims: (_ctx, token) => ("grantId" in token ? { grant: token.grantId } : undefined),
    renderError: (ctx, { error, error_description }) => {
      ctx.body = { error, error_description };
    },
  };
}

/** The provider's own dispatcher refuses this machine's addresses, and the app's keys are published at one. */
function fetchLocally(url: string | URL | Request, init: RequestInit = {}): Promise<Response> {
  const unguarded = { ...init, dispatcher: undefined };
  return fetch(url, unguarded);
}

function clientMetadata({ id, redirectUris, auth, jwksUri }: SandboxClient) {
  return {
    client_id: id,
    redirect_uris: redirectUris,
    token_endpoint_auth_method: auth,
    grant_types: ["authorization_code", "refresh_token"],
    response_types: ["code" as const],
    ...(jwksUri === undefined ? {} : { jwks_uri: jwksUri }),
  };
}

function resourceIndicators({ fhirBase }: AuthorizationServerOptions) {
  type Indicators = NonNullable<NonNullable<Configuration["features"]>["resourceIndicators"]>;
  return {
    defaultResource: () => fhirBase,
    useGrantedResource: () => true,
    getResourceServerInfo: (ctx) => ({
      scope:
        ctx.oidc.entities.Grant?.getResourceScope(fhirBase) ??
        dataScopes([...ctx.oidc.requestParamScopes]).join(" "),
      audience: fhirBase,
      accessTokenFormat: "jwt",
    }),
  } satisfies Indicators;
}

function requireAudience(fhirBase: string) {
  return (_ctx: unknown, aud: string | undefined) => {
    if (aud !== fhirBase) throw new errors.InvalidRequest(`aud must be ${fhirBase}`);
  };
}

function requireLaunch(launches: Launches) {
  return (_ctx: unknown, launch: string | undefined) => {
    if (!launches.isWaiting(launch ?? "")) throw new errors.InvalidRequest("launch is not known or was used");
  };
}
