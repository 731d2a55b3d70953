import type { EhrOffers } from "./ehr-offers.ts";

/** From inside the EHR, which says what is open, or from CareMonth, where the EHR then has a patient chosen. */
export type LaunchWay = "ehr" | "standalone";

const ofLaunch = ["launch", "launch/patient"];
const ofUser = ["openid", "fhirUser"];
const ofAccess = ["online_access", "offline_access"];

/**
 * What to ask this EHR for: the connection's scopes in the EHR's own spelling, the launch word of the way in, who the
 * user is, and the one kind of lasting access the EHR offers, unless the connection names its own.
 */
export function askedScopes(scopes: readonly string[], offers: EhrOffers, way: LaunchWay): string[] {
  const launch = way === "ehr" ? "launch" : "launch/patient";
  const wanted = scopes.filter((scope) => !ofLaunch.includes(scope) && !ofUser.includes(scope));
  const hasAccess = wanted.some((scope) => ofAccess.includes(scope));
  const access = offers.access === null || hasAccess ? [] : [offers.access];
  const spelled = wanted.flatMap((scope) => spell(scope, offers.scopes));
  return [...new Set([launch, ...ofUser, ...spelled, ...access])];
}

const onResource = /^((?:patient|user|system)\/[A-Z][A-Za-z]*)\.([a-z]+)(\?.+)?$/;
const inSecond: Readonly<Record<string, string>> = { read: "rs", write: "cud" };

/** The first version knows reading and writing of a whole type alone; a search in the scope has no word there. */
function spell(scope: string, version: EhrOffers["scopes"]): string[] {
  const [, type, rights = "", query = ""] = onResource.exec(scope) ?? [];
  if (type === undefined) return [scope];
  if (version === "v2") return [`${type}.${inSecond[rights] ?? rights}${query}`];
  if (rights in inSecond) return [scope];
  const reads = /[rs]/.test(rights) ? [`${type}.read`] : [];
  return /[cud]/.test(rights) ? [...reads, `${type}.write`] : reads;
}
