import type { FlavourSwitch } from "../flavours/flavour-switch.ts";

/** Who decides on scopes: the EHR by its kind, and whoever set this sandbox up. */
export interface Granting {
  readonly flavours: FlavourSwitch;
  readonly grant: (asked: string[]) => string[];
}

/** Those of the scopes asked for that this EHR grants, to an app or to a backend service alike. */
export function grantable({ grant, flavours }: Granting, asked: string[]): string[] {
  const { wildcardScopes } = flavours.behaviour;
  const scopes = grant(asked).filter((scope) => asked.includes(scope));
  return wildcardScopes ? scopes : scopes.filter((scope) => !isWildcard(scope));
}

/** Whether a scope speaks of every type at once. */
export function isWildcard(scope: string): boolean {
  return scope.includes("/*.");
}
