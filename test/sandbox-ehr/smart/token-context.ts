import type { KoaContextWithOIDC } from "oidc-provider";
import { isObject } from "../fhir/json.ts";
import type { Access } from "./access-tokens.ts";
import type { Launch } from "./launches.ts";
import type { Desk } from "./serve-launch.ts";

type Oidc = KoaContextWithOIDC["oidc"];

interface Answer {
  body: unknown;
}

/** Adds to a token response what SMART puts there and OpenID Connect does not know. */
export function addContext(ctx: Answer, oidc: Oidc, desk: Desk): void {
  const response = ctx.body;
  if (!isObject(response) || typeof response["access_token"] !== "string") return;
  const access = accessOf(oidc, desk);
  if (!access) return;
  desk.tokens.add(response["access_token"], access, Number(response["expires_in"]));
  ctx.body = { ...response, scope: access.scopes.join(" "), ...contextOf(access.launch, desk) };
}

/** RFC 7662, with the context SMART adds; the sandbox's clock decides whether a token is still active. */
export async function addToIntrospection(ctx: Answer, oidc: Oidc, desk: Desk): Promise<void> {
  const response = ctx.body;
  if (!isObject(response) || response["active"] !== true || response["token_type"] !== "Bearer") return;
  const access = await desk.tokens.find(String(oidc.params?.["token"]));
  ctx.body = access
    ? { ...response, scope: access.scopes.join(" "), ...contextOf(access.launch, desk) }
    : { active: false };
}

function accessOf(oidc: Oidc, { granted }: Desk): Access | null {
  const { AccessToken, ClientCredentials } = oidc.entities;
  if (AccessToken) return narrowed(granted.get(AccessToken.grantId ?? "") ?? null, oidc);
  if (!ClientCredentials) return null;
  const { clientId = "", scopes } = ClientCredentials;
  return { grant: `client ${clientId}`, patient: null, user: null, scopes: [...scopes], launch: null };
}

/** A refresh may ask for less than was granted; the provider has refused it already where it asks for more. */
function narrowed(access: Access | null, { params, requestParamScopes }: Oidc): Access | null {
  if (!access || !params?.["scope"]) return access;
  return { ...access, scopes: access.scopes.filter((scope) => requestParamScopes.has(scope)) };
}

function contextOf(launch: Launch | null, { url }: Desk): object {
  if (!launch) return {};
  const { patient, encounter, needPatientBanner, intent, fhirContext, withoutPatient } = launch;
  return {
    need_patient_banner: needPatientBanner,
    smart_style_url: `${url}/smart-style.json`,
    tenant: "sandbox",
    ...(withoutPatient || patient === null ? {} : { patient }),
    ...(encounter === null ? {} : { encounter }),
    ...(intent === null ? {} : { intent }),
    ...(fhirContext.length === 0 ? {} : { fhirContext }),
  };
}
