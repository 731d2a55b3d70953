import type { AccessTokens } from "../../launch/access-tokens.ts";

/** The one token a launch has, or none; once the EHR refused it there is no other. */
export function fixedToken(token: string | null = "token"): AccessTokens {
  return { current: async () => token, afterRejection: async () => null };
}
