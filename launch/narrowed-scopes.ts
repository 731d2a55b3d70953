import { granted, type ScopeInteraction } from "./scopes.ts";

const grammar = /^((?:patient|user|system)\/)(\*|[A-Z][A-Za-z]*)\.([a-z*]+)(\?.+)?$/;
const interactions: readonly ScopeInteraction[] = ["c", "r", "u", "d", "s"];

/**
 * The scopes of a later answer, as far as the earlier ones cover them: a launch may lose rights and never gains any.
 * A right that was bound to a search before is kept only word for word.
 */
export function narrowedScopes(before: readonly string[], answered: string): string[] {
  const scopes = answered.split(/\s+/).filter((scope) => scope !== "");
  return scopes.flatMap((scope) => (before.includes(scope) ? [scope] : covered(before, scope)));
}

function covered(before: readonly string[], scope: string): string[] {
  const [, level, type, , query = ""] = grammar.exec(scope) ?? [];
  if (level === undefined || type === undefined) return [];
  const asked = type === "*" ? before.filter((one) => one.includes("/*.")) : before;
  const kept = interactions.filter(
    (one) => granted([scope], type, one) !== "none" && granted(asked, type, one) === "all",
  );
  return kept.length === 0 ? [] : [`${level}${type}.${kept.join("")}${query}`];
}
