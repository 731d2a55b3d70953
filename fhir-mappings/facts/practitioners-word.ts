import type { Attestation } from "../../server/contract/index.ts";

const practitionerRoles = ["practitioner", "other practitioner"];

/** Whether a practitioner gave this word. Staff propose chronicity and risk; only a practitioner confirms them. */
export function isPractitionersWord({ role }: Attestation): boolean {
  return practitionerRoles.includes(role.replaceAll("_", " "));
}
