import { dayIn } from "../../fhir-mappings/fhir-date.ts";
import type { Connection } from "../../launch/connections.ts";
import type { ServerDeps } from "../deps.ts";
import { readSetUp } from "../practices/practices-service.ts";

/** The practices somebody who signed in may have come for. */
export interface PossiblePractices {
  readonly ids: readonly string[];
  /** Whether they work in them; false where they are on none of the staff lists, so that all are offered. */
  readonly staff: boolean;
}

/** Those of an EHR's practices that its user works in today, or all of them where that is none. */
export async function practicesOf(
  deps: ServerDeps,
  { iss, practices }: Connection,
  user: string,
): Promise<PossiblePractices> {
  const setUps = await Promise.all(practices.map((id) => readSetUp(deps, id)));
  const own = setUps
    .filter((one) => one !== null)
    .filter((one) => one.personAt({ iss, user }, dayIn(one.timezone, deps.now())) !== null);
  return own.length > 0 ? { ids: own.map(({ id }) => id), staff: true } : { ids: practices, staff: false };
}
