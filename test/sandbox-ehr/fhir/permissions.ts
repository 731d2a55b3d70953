import type { FhirResource } from "fhir/r4";
import type { Access } from "../smart/access-tokens.ts";
import { covers, type Interaction } from "../smart/scopes.ts";
import { patientsOf } from "./compartment.ts";
import { Refusal } from "./refusal.ts";
import { traitsOf } from "./resource-types.ts";

/** Throws a Refusal unless the granted scopes cover this interaction, or the signed-in user reads who they are. */
export function requireScope(
  { scopes, launch }: Access,
  wanted: { type: string; interaction: Interaction; id?: string },
): void {
  const ownself =
    wanted.interaction === "r" &&
    wanted.type === "Practitioner" &&
    wanted.id === launch.user &&
    scopes.includes("fhirUser");
  if (ownself || covers(scopes, wanted)) return;
  throw new Refusal(
    403,
    "forbidden",
    `The token's scopes do not allow ${wanted.interaction} on ${wanted.type}.`,
  );
}

/** Throws a Refusal when the resource belongs to another chart than the launch's, or to none. */
export function requireCompartment({ launch }: Access, resource: FhirResource): void {
  if (!traitsOf(resource.resourceType)?.compartment) return;
  const patients = patientsOf(resource);
  if (patients.length === 1 && patients[0] === launch.patient) return;
  throw new Refusal(403, "forbidden", "The token opens the chart of one patient, and this is about another.");
}

/** Throws a Refusal when a search names another patient than the launch's. */
export function requireOwnPatient({ launch }: Access, named: readonly string[] | null): void {
  if (!named || named.every((patient) => patient === launch.patient)) return;
  throw new Refusal(
    403,
    "forbidden",
    "The token opens the chart of one patient, and the search names another.",
  );
}
