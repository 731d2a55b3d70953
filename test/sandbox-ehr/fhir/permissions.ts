import type { Access } from "../smart/access-tokens.ts";
import { covering, type Interaction } from "../smart/scopes.ts";
import { refusal } from "./refusal.ts";
import type { Stored } from "./resource-store.ts";
import { traitsOf } from "./resource-types.ts";
import { criteriaOf, matches } from "./search.ts";

/** Whether the scopes let this one resource through. */
export type Sieve = (stored: Stored) => boolean;

interface Wanted {
  readonly type: string;
  readonly interaction: Interaction;
  readonly id?: string;
}

/**
 * What the granted scopes let through of a type; throws a Refusal when they do not cover the interaction at all.
 * Who is signed in may always read who they are.
 */
export function requireScope(access: Access, wanted: Wanted): Sieve {
  if (isOwnself(access, wanted)) return () => true;
  const sieve = sieveOf(access, wanted);
  if (sieve) return sieve;
  const { interaction, type } = wanted;
  throw refusal(403, "forbidden", `The token's scopes do not allow ${interaction} on ${type}.`);
}

/** As requireScope, but null where that refuses. A scope of a patient's chart gives nothing without a patient. */
export function sieveOf(access: Access, wanted: Wanted): Sieve | null {
  const scopes = covering(access.scopes, wanted).filter(
    ({ level }) => level !== "patient" || access.patient !== null,
  );
  if (scopes.length === 0) return null;
  const sieves = scopes.map(({ query }) => sieveOfQuery(wanted.type, new URLSearchParams(query)));
  return (stored) => sieves.some((lets) => lets(stored));
}

/** A condition this server does not know lets nothing through, since leaving it out would widen the scope. */
function sieveOfQuery(type: string, query: URLSearchParams): Sieve {
  const criteria = criteriaOf(type, query);
  return (stored) => criteria.length === [...query].length && matches(stored, criteria);
}

function isOwnself({ scopes, user }: Access, { interaction, type, id }: Wanted): boolean {
  const self = interaction === "r" && type === "Practitioner" && id === user;
  return self && scopes.includes("fhirUser");
}

/** Whether a token may meet the resource: of its patient alone, or of the practice and about no other patient. */
export function isInChart({ patient }: Pick<Access, "patient">, { type, patients }: Stored): boolean {
  if (patient === null) return true;
  const ofPractice = !traitsOf(type)?.compartment;
  return patients.every((one) => one === patient) && (ofPractice || patients.length > 0);
}

/** Throws a Refusal when the resource belongs to another chart than the launch's, or to none. */
export function requireCompartment(access: Access, stored: Stored): void {
  if (isInChart(access, stored)) return;
  throw refusal(403, "forbidden", "The token opens the chart of one patient, and this is about another.");
}

/** Throws a Refusal when a search names another patient than the launch's. */
export function requireOwnPatient({ patient }: Access, named: readonly string[] | null): void {
  if (patient === null || !named || named.every((one) => one === patient)) return;
  throw refusal(403, "forbidden", "The token opens the chart of one patient, and the search names another.");
}

/** Throws a Refusal when a narrowed scope leaves this resource out. */
export function requireSifted(sieve: Sieve, stored: Stored): void {
  if (sieve(stored)) return;
  throw refusal(403, "forbidden", "The token's scopes are narrowed to other resources of this type.");
}
