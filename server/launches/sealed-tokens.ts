import * as z from "zod";
import { EhrAuthorization } from "../../launch/discovery.ts";
import type { LaunchTokens } from "../../launch/launch-context.ts";
import type { Keyring } from "../keys/keyring.ts";
import type { LaunchTable } from "../store/schema.ts";

/** An EHR's tokens as they stand sealed in the store. */
export const Tokens: z.ZodType<LaunchTokens> = z.strictObject({
  accessToken: z.string(),
  expiresAt: z.string(),
  renewAt: z.string(),
  refreshToken: z.string().nullable(),
  scopes: z.array(z.string()),
  authorization: EhrAuthorization,
  subject: z.string(),
  replacesRefused: z.boolean(),
});

const place = (row: string) => ({ table: "launch", column: "tokens", row });

export function sealTokens(keys: Keyring, id: string, tokens: LaunchTokens): string {
  return keys.seal(JSON.stringify(tokens), place(id));
}

/** The tokens of a row; null once the EHR's permission is over, and for what an earlier release kept. */
export function openTokens(
  keys: Keyring,
  { id, tokens }: Pick<LaunchTable, "id" | "tokens">,
): LaunchTokens | null {
  if (tokens === "") return null;
  return Tokens.safeParse(JSON.parse(keys.open(tokens, place(id)))).data ?? null;
}
