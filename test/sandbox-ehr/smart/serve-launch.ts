import type { InteractionResults, KoaContextWithOIDC, Provider } from "oidc-provider";
import type { Access } from "./access-tokens.ts";
import type { AuthorizationServerOptions } from "./authorization-server.ts";
import { grantable } from "./grantable-scopes.ts";
import { type Launch, toLaunch } from "./launches.ts";
import { isOffered, patientPicker } from "./patient-picker.ts";
import { dataScopes, launchScopes } from "./scopes.ts";
import { addContext, addToIntrospection } from "./token-context.ts";

export interface Desk extends AuthorizationServerOptions {
  /** What each grant stands for, by its id, for as long as the sandbox runs. */
  readonly granted: Map<string, Access>;
}

type Context = Pick<
  KoaContextWithOIDC,
  "req" | "res" | "path" | "query" | "body" | "redirect" | "remove" | "status" | "type"
>;
type Params = Readonly<Record<string, unknown>>;

/** Teaches the provider to sign the user in from the launch and to answer with the launch's context. */
export function serveLaunch(provider: Provider, desk: Desk): void {
  provider.use(async (ctx, next) => {
    ctx.req.headers.cookie = cookieOf(ctx.path);
    if (ctx.path === "/auth") ctx.query = { ...ctx.query, prompt: "consent" };
    if (ctx.path.startsWith("/interaction/")) await signIn(ctx, provider, desk);
    else await next();
    ctx.remove("set-cookie");
    if (ctx.path === "/token") addContext(ctx, ctx["oidc"], desk);
    if (ctx.path === "/token/introspection") await addToIntrospection(ctx, ctx["oidc"], desk);
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
  const standalone = params["launch"] === undefined;
  const offered = !standalone || isOffered(desk.people(), ctx.query);
  const launch = standalone ? picked(ctx.query, params) : desk.launches.take(String(params["launch"]));
  if (standalone && !(launch && offered)) {
    ctx.status = offered ? 200 : 400;
    ctx.type = "html";
    ctx.body = patientPicker(desk.people(), asksForPatient(params));
    return;
  }
  const result = await decide({ launch, params, provider, desk });
  ctx.redirect(await provider.interactionResult(ctx.req, ctx.res, result));
}

function asksForPatient({ scope }: Params): boolean {
  return String(scope ?? "")
    .split(" ")
    .includes("launch/patient");
}

/** The launch that the choices on the picker make; null as long as they are not made. */
function picked({ user, patient }: Context["query"], params: Params): Launch | null {
  if (typeof user !== "string") return null;
  if (!asksForPatient(params)) return toLaunch({ user });
  return typeof patient === "string" ? toLaunch({ user, patient, needPatientBanner: true }) : null;
}

interface Decision {
  readonly launch: Launch | null;
  readonly params: Params;
  readonly provider: Provider;
  readonly desk: Desk;
}

async function decide({ launch, params, provider, desk }: Decision): Promise<InteractionResults> {
  if (!launch) return { error: "invalid_request", error_description: "launch is not known or was used" };
  if (launch.deny) return { error: "access_denied", error_description: "the user may not open this app" };
  const asked = understood(String(params["scope"] ?? ""));
  const scopes = grantable(desk, asked);
  const consent = new provider.Grant({ accountId: launch.user, clientId: String(params["client_id"]) });
  settle(consent, { asked, scopes, fhirBase: desk.fhirBase });
  const grantId = await consent.save();
  const { patient, user } = launch;
  desk.granted.set(grantId, { grant: grantId, patient, user, scopes, launch });
  return { login: { accountId: launch.user }, consent: { grantId } };
}

/** Answers every scope that was asked for, since the provider goes on asking about those left open. */
function settle(
  consent: InstanceType<Provider["Grant"]>,
  { asked, scopes, fhirBase }: { asked: readonly string[]; scopes: readonly string[]; fhirBase: string },
): void {
  const refused = asked.filter((scope) => !scopes.includes(scope));
  consent.addOIDCScope(aboutLaunch(scopes));
  consent.addResourceScope(fhirBase, aboutData(scopes));
  consent.rejectOIDCScope(aboutLaunch(refused));
  consent.rejectResourceScope(fhirBase, aboutData(refused));
}

function aboutLaunch(scopes: readonly string[]): string[] {
  return scopes.filter((scope) => launchScopes.includes(scope));
}

function aboutData(scopes: readonly string[]): string[] {
  return dataScopes(scopes, ["patient", "user"]);
}

function understood(asked: string): string[] {
  const scopes = [...new Set(asked.split(" "))];
  const known = [...aboutLaunch(scopes), ...aboutData(scopes)];
  return scopes.filter((scope) => known.includes(scope));
}
