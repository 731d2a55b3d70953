import type { Account } from "../contract/index.ts";

/**
 * The account a `fhirUser` names. It may be absolute; one outside this EHR's base stays as it is and is nobody's account.
 */
export function accountAt(iss: string, user: string): Account {
  const base = `${iss.replace(/\/+$/, "")}/`;
  return { iss, user: user.startsWith(base) ? user.slice(base.length) : user };
}
