import * as z from "zod";
import { parseJson } from "./parse-json.ts";
import type { LaunchProblemCode } from "./problem.ts";

/** RFC 6749 §4.1.2.1 and §5.2: whose matter a refusal is, the user's, the registration's or the EHR's own. */
const refusals: Readonly<Record<string, LaunchProblemCode>> = {
  invalid_scope: "scope_refused",
  invalid_client: "client_refused",
  unauthorized_client: "client_refused",
  server_error: "ehr_busy",
  temporarily_unavailable: "ehr_busy",
};

/** Why the EHR sent the browser back without a code, from the `error` it named; its own words are never shown. */
export function signInRefusal(error: string): LaunchProblemCode {
  return (Object.hasOwn(refusals, error) && refusals[error]) || "refused";
}

const TokenError = z.object({ error: z.string() });

/** Why the token endpoint gave nothing that can be used. */
export async function exchangeRefusal(response: Response): Promise<LaunchProblemCode> {
  const { data } = TokenError.safeParse(parseJson(await response.text()));
  const code = data && signInRefusal(data.error);
  return code === undefined || code === "refused" ? "exchange_failed" : code;
}
