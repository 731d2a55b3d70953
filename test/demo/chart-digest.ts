import { createHash } from "node:crypto";
import type { Sandbox } from "../sandbox-ehr/sandbox.ts";

const kinds = [
  "Organization",
  "Practitioner",
  "PractitionerRole",
  "Patient",
  "Condition",
  "Encounter",
  "Coverage",
  "MedicationRequest",
  "Observation",
  "AllergyIntolerance",
  "CareTeam",
  "Goal",
  "Consent",
  "CarePlan",
  "Task",
] as const;

/** How many resources of each kind a sandbox holds, and the SHA-256 of all their bytes, `meta` included. */
export function chartDigest({ all }: Pick<Sandbox, "all">): string {
  const hash = createHash("sha256");
  const counts = kinds.map((kind) => {
    const stored = all(kind);
    for (const { text } of stored) hash.update(text);
    return `${kind} ${stored.length}`;
  });
  return `${counts.join(", ")}: ${hash.digest("hex")}`;
}
