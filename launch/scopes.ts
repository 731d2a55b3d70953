/** create, read, update, delete, search, as SMART v2 spells them. */
export type ScopeInteraction = "c" | "r" | "u" | "d" | "s";

/** `some`: only resources that match a search in the scope, so what is read is never everything there is. */
export type Grant = "all" | "some" | "none";

const grammar = /^(?:patient|user|system)\/(\*|[A-Z][A-Za-z]*)\.(read|write|\*|c?r?u?d?s?)(\?.+)?$/;

/** SMART App Launch 2.2, "Scopes for requesting FHIR resources": what the first version's words mean. */
const firstVersion: Readonly<Record<string, string>> = { read: "rs", write: "cud", "*": "cruds" };

/** How much of one interaction on one resource type the granted scopes cover, in either SMART grammar. */
export function granted(scopes: readonly string[], type: string, interaction: ScopeInteraction): Grant {
  const grants = scopes.map((scope) => grantOf(scope, type, interaction));
  if (grants.includes("all")) return "all";
  return grants.includes("some") ? "some" : "none";
}

/** True only when the granted scopes cover the interaction on every resource of the type. */
export function allows(scopes: readonly string[], type: string, interaction: ScopeInteraction): boolean {
  return granted(scopes, type, interaction) === "all";
}

function grantOf(scope: string, type: string, interaction: ScopeInteraction): Grant {
  const [, subject, rights = "", query] = grammar.exec(scope) ?? [];
  if (subject !== "*" && subject !== type) return "none";
  if (!(firstVersion[rights] ?? rights).includes(interaction)) return "none";
  return query === undefined ? "all" : "some";
}
