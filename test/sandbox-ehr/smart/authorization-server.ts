import { type Configuration, errors, type KoaContextWithOIDC, Provider } from "oidc-provider";
import type { FlavourSwitch } from "../flavours/flavour-switch.ts";
import type { SandboxClient } from "../sandbox-options.ts";
import type { AccessTokens } from "./access-tokens.ts";
import type { Launches } from "./launches.ts";
import { memoryAdapter } from "./memory-adapter.ts";
import type { People } from "./patient-picker.ts";
import { registration } from "./registration.ts";
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
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  readonly issuer: string;
  readonly fhirBase: string;
  readonly clients: readonly SandboxClient[];
  readonly key: SigningKey;
  readonly flavours: FlavourSwitch;
  readonly launches: Launches;
  readonly tokens: AccessTokens;
  /** Who may be picked in a standalone launch. */
  readonly people: () => People;
  readonly grant: (asked: string[]) => string[];
}

/** The SMART authorization server, to be mounted at the issuer's path. */
export function authorizationServer(options: AuthorizationServerOptions): Provider {
  const provider = new Provider(options.issuer, configuration(options));
  serveLaunch(provider, { ...options, granted: new Map() });
  options.tokens.askAt(async (token) => {
    const found = await Promise.all([
      provider.AccessToken.find(token),
      provider.ClientCredentials.find(token),
    ]);
    return found.some((one) => one !== undefined);
  });
  return provider;
}

function configuration(options: AuthorizationServerOptions): Configuration {
  const { fhirBase, flavours } = options;
  const tokenLife = () => flavours.behaviour.tokenLifeSeconds;
  return {
    adapter: memoryAdapter(),
    ttl: { ...ttl, AccessToken: tokenLife, ClientCredentials: tokenLife },
    clients: options.clients.map(registration),
    jwks: { keys: [options.key.jwk] },
    clientAuthMethods: ["none", "client_secret_basic", "client_secret_post", "private_key_jwt"],
    enabledJWA: { clientAuthSigningAlgValues: ["RS384", "ES384"] },
    fetch: fetchLocally,
    pkce: { required: () => true },
    scopes: launchScopes,
    claims: { openid: ["sub"], fhirUser: ["fhirUser"] },
    conformIdTokenClaims: false,
    rotateRefreshToken: true,
    expiresWithSession: () => false,
    issueRefreshToken: (_ctx, _client, code) =>
      code.scopes.has("offline_access") || code.scopes.has("online_access"),
    extraParams: { aud: requireAudience(options), launch: requireLaunch(options.launches) },
    features: features(options),
    interactions: { url: (_ctx, { uid }) => `/oauth/interaction/${uid}` },
    findAccount: (_ctx, id) => ({
      accountId: id,
      claims: () => ({ sub: id, fhirUser: `${fhirBase}/Practitioner/${id}` }),
    }),
    loadExistingGrant: (ctx) => ctx.oidc.provider.Grant.find(ctx.oidc.result?.consent?.grantId ?? ""),
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

type Features = NonNullable<Configuration["features"]>;

function features({ fhirBase, grant }: AuthorizationServerOptions): Features {
  return {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    introspection: {
      enabled: true,
      allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId,
    },
    revocation: { enabled: true, allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => fhirBase,
      useGrantedResource: () => true,
      getResourceServerInfo: (ctx) => ({
        scope: ctx.oidc.entities.Grant?.getResourceScope(fhirBase) ?? askedOf(ctx, grant).join(" "),
        audience: fhirBase,
        accessTokenFormat: "opaque",
      }),
    },
  };
}

/** The scopes about data that may be asked for here: a backend service works on its own behalf, nobody else does. */
function askedOf(ctx: KoaContextWithOIDC, grant: (asked: string[]) => string[]): string[] {
  const asked = [...ctx.oidc.requestParamScopes];
  const backend = ctx.oidc.params?.["grant_type"] === "client_credentials";
  return backend ? grant(dataScopes(asked, ["system"])) : dataScopes(asked, ["patient", "user"]);
}

function requireAudience({ fhirBase, flavours }: AuthorizationServerOptions) {
  return (_ctx: unknown, aud: string | undefined) => {
    if (aud === undefined && !flavours.behaviour.audienceRequired) return;
    if (aud !== fhirBase) throw new errors.InvalidRequest(`aud must be ${fhirBase}`);
  };
}

/** An EHR launch names its launch; without one, and without asking for one, the app starts by itself. */
function requireLaunch(launches: Launches) {
  return (ctx: KoaContextWithOIDC, launch: string | undefined) => {
    const standalone = launch === undefined && !ctx.oidc.requestParamScopes.has("launch");
    if (standalone || launches.isWaiting(launch ?? "")) return;
    throw new errors.InvalidRequest("launch is not known or was used");
  };
}
