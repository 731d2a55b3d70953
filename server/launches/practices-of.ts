import { dayIn } from "../../fhir-mappings/fhir-date.ts";
import type { Connection } from "../../launch/connections.ts";
import type { ServerDeps } from "../deps.ts";
import { readSetUp } from "../practices/practices-service.ts";

/**
 * The practices somebody who signed in may have come for: those they work in today, or every practice of the EHR where
 * they work in none of them.
 */
export async function practicesOf(
  deps: ServerDeps,
  connection: Connection,
  user: string,
): Promise<readonly string[]> {
  const { iss, practices } = connection;
  if (practices.length === 1) return practices;
  const setUps = await Promise.all(practices.map((id) => readSetUp(deps, id)));
  const own = setUps
    .filter((one) => one !== null)
    .filter((one) => one.personAt({ iss, user }, dayIn(one.timezone, deps.now())) !== null);
  return own.length > 0 ? own.map(({ id }) => id) : practices;
}
