import { decodeJwt } from "jose";
import type { InteractionResults, KoaContextWithOIDC, Provider } from "oidc-provider";
import { isObject } from "../fhir/json.ts";
import type { Access } from "./access-tokens.ts";
import type { AuthorizationServerOptions } from "./authorization-server.ts";
import { dataScopes, launchScopes } from "./scopes.ts";

interface Desk extends AuthorizationServerOptions {
  /** What each grant stands for, by its id, for as long as the sandbox runs. */
  readonly granted: Map<string, Access>;
}

type Context = Pick<KoaContextWithOIDC, "req" | "res" | "path" | "query" | "body" | "redirect" | "remove">;

/** Teaches the provider to sign the user in from the launch and to answer with the launch's context. */
export function serveLaunch(provider: Provider, desk: Desk): void {
  provider.use(async (ctx, next) => {
    ctx.req.headers.cookie = cookieOf(ctx.path);
    if (ctx.path === "/auth") ctx.query = { ...ctx.query, prompt: "consent" };
    if (ctx.path.startsWith("/interaction/")) await signIn(ctx, provider, desk);
    else await next();
    ctx.remove("set-cookie");
    if (ctx.path === "/token") addContext(ctx, desk);
  });
}

/**
 * The provider ties an authorization to the browser by cookies, which collide when two frames launch at once and
 * are withheld from frames. The unguessable id in the path does the same work here, so no cookie goes out.
 */
function cookieOf(path: string): string {
  const [, step, uid] = path.split("/");
  if (uid && step === "interaction") return `_interaction=${uid}`;
  return uid && step === "auth" ? `_interaction_resume=${uid}` : "";
}

async function signIn(ctx: Context, provider: Provider, desk: Desk): Promise<void> {
  const { params } = await provider.interactionDetails(ctx.req, ctx.res);
  const result = await decide(params, provider, desk);
  ctx.redirect(await provider.interactionResult(ctx.req, ctx.res, result));
}

async function decide(
  params: Readonly<Record<string, unknown>>,
  provider: Provider,
  desk: Desk,
): Promise<InteractionResults> {
  const launch = desk.launches.take(String(params["launch"]));
  if (!launch) return { error: "invalid_request", error_description: "launch is not known or was used" };
  if (launch.deny) return { error: "access_denied", error_description: "the user may not open this app" };
  const asked = understood(String(params["scope"] ?? ""));
  const scopes = desk.grant(asked).filter((scope) => asked.includes(scope));
  const consent = new provider.Grant({ accountId: launch.user, clientId: desk.client.id });
  settle(consent, { asked, scopes, fhirBase: desk.fhirBase });
  const grantId = await consent.save();
  desk.granted.set(grantId, { launch, scopes });
  return { login: { accountId: launch.user }, consent: { grantId } };
}

/** Answers every scope that was asked for, since the provider goes on asking about those left open. */
function settle(
  consent: InstanceType<Provider["Grant"]>,
  { asked, scopes, fhirBase }: { asked: readonly string[]; scopes: readonly string[]; fhirBase: string },
): void {
  const refused = asked.filter((scope) => !scopes.includes(scope));
  consent.addOIDCScope(aboutLaunch(scopes));
  consent.addResourceScope(fhirBase, dataScopes(scopes));
  consent.rejectOIDCScope(aboutLaunch(refused));
  consent.rejectResourceScope(fhirBase, dataScopes(refused));
}

function aboutLaunch(scopes: readonly string[]): string[] {
  return scopes.filter((scope) => launchScopes.includes(scope));
}

function understood(asked: string): string[] {
  const scopes = [...new Set(asked.split(" "))];
  const known = [...aboutLaunch(scopes), ...dataScopes(scopes)];
  return scopes.filter((scope) => known.includes(scope));
}

/** Adds to a token response what SMART puts there and OpenID Connect does not know. */
function addContext(ctx: Context, { granted, tokens }: Desk): void {
  const response = ctx.body;
  if (!isObject(response) || typeof response["access_token"] !== "string") return;
  const token = response["access_token"];
  const access = granted.get(String(decodeJwt(token)["grant"]));
  if (!access) return;
  tokens.add(token, access);
  const { patient, encounter, needPatientBanner, withoutPatient } = access.launch;
  ctx.body = {
    ...response,
    scope: access.scopes.join(" "),
    need_patient_banner: needPatientBanner,
    ...(withoutPatient ? {} : { patient }),
    ...(encounter === null ? {} : { encounter }),
  };
}
