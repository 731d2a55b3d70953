import { type Configuration, errors, type KoaContextWithOIDC, Provider } from "oidc-provider";
import type { FlavourSwitch } from "../flavours/flavour-switch.ts";
import type { SandboxClient } from "../sandbox-options.ts";
import type { AccessTokens } from "./access-tokens.ts";
import { requireSmartAssertion } from "./client-assertion.ts";
import { type Granting, grantable } from "./grantable-scopes.ts";
import type { Launches } from "./launches.ts";
import { memoryAdapter } from "./memory-adapter.ts";
import type { People } from "./patient-picker.ts";
import { registration } from "./registration.ts";
import { dataScopes, launchScopes } from "./scopes.ts";
import { serveLaunch } from "./serve-launch.ts";
import type { SigningKey } from "./signing-key.ts";

const day = 24 * 60 * 60;
const ninetyDays = 90 * day;
// A grant outlasts every chain of refreshes from it.
const ttl = { AuthorizationCode: 60, IdToken: 3600, Interaction: 300, Grant: 3650 * day, Session: day };

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
  /** The sandbox's clock. */
  readonly now: () => Date;
  /** Default 90 days. */
  readonly refreshLifeSeconds: number | undefined;
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
  const { issuer, fhirBase, flavours, now, refreshLifeSeconds = ninetyDays } = options;
  const tokenLife = () => flavours.behaviour.tokenLifeSeconds;
  return {
    adapter: memoryAdapter(now),
    ttl: { ...ttl, RefreshToken: refreshLifeSeconds, AccessToken: tokenLife, ClientCredentials: tokenLife },
    clients: options.clients.map(registration),
    jwks: { keys: [options.key.jwk] },
    clientAuthMethods: ["none", "client_secret_basic", "client_secret_post", "private_key_jwt"],
    enabledJWA: { clientAuthSigningAlgValues: ["RS384", "ES384"] },
    assertJwtClientAuthClaimsAndHeader: (_ctx, claims) => requireSmartAssertion(`${issuer}/token`, claims),
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

function features(options: AuthorizationServerOptions): Features {
  const { fhirBase } = options;
  return {
    devInteractions: { enabled: false },
    pushedAuthorizationRequests: { enabled: false },
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
      getResourceServerInfo: (ctx, resource) => {
        if (resource !== fhirBase) throw new errors.InvalidTarget();
        const scope = ctx.oidc.entities.Grant?.getResourceScope(fhirBase) ?? askedOf(ctx, options).join(" ");
        return { scope, audience: fhirBase, accessTokenFormat: "opaque" };
      },
    },
  };
}

/** The scopes about data that may be asked for here: a backend service works on its own behalf, nobody else does. */
function askedOf(ctx: KoaContextWithOIDC, granting: Granting): string[] {
  const asked = [...ctx.oidc.requestParamScopes];
  const backend = ctx.oidc.params?.["grant_type"] === "client_credentials";
  if (!backend) return dataScopes(asked, ["patient", "user"]);
  const granted = grantable(granting, dataScopes(asked, ["system"]));
  if (granted.length > 0) return granted;
  throw new errors.InvalidScope(
    "a backend service needs system scopes that are granted here",
    asked.join(" "),
  );
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
    // SMART App Launch 2.2 requires it, where OAuth only recommends it.
    if (ctx.oidc.params?.["state"] === undefined) throw new errors.InvalidRequest("state is missing");
    const standalone = launch === undefined && !ctx.oidc.requestParamScopes.has("launch");
    if (standalone || launches.isWaiting(launch ?? "")) return;
    throw new errors.InvalidRequest("launch is not known or was used");
  };
}
