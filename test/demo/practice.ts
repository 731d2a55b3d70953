import type { PersonFields } from "../../server/contract/index.ts";
import type { WantedPractice } from "./set-up-practice.ts";

/** The practice of the demo, as a configuration file would give it. */
export const demoPractice = {
  id: "demo",
  name: "Sandbox Family Medicine",
  timezone: "America/Chicago",
} as const;

/** Its people, whom the sandbox EHR knows by the same references. */
export const demoStaff = [
  { user: "Practitioner/pr-1", name: "Practitioner One", credential: "MD", role: "practitioner" },
  { user: "Practitioner/rn-1", name: "Nurse One", credential: "RN", role: "clinical_staff" },
  { user: "Practitioner/rn-2", name: "Nurse Two", credential: "RN", role: "clinical_staff" },
  { user: "Practitioner/ma-1", name: "Assistant One", credential: "MA", role: "clinical_staff" },
  { user: "Practitioner/biller-1", name: "Biller One", credential: "Biller", role: "non_clinical" },
] as const;

const permissions: Readonly<Record<string, PersonFields["permissions"]>> = {
  "Practitioner/pr-1": ["administrator", "panel"],
  "Practitioner/biller-1": ["validate", "export", "panel", "auditor"],
};

/** How the demo's practice is set up at an EHR before it is shown. */
export function demoSetUp(iss: string): WantedPractice {
  return {
    id: demoPractice.id,
    settings: {
      type: "physician_office",
      pos: "11",
      qualifying_apm_participant: false,
      access_24_7: true,
      certified_ehr: true,
    },
    people: demoStaff.map(({ user, role, ...who }) => ({
      ...who,
      role,
      ...(role === "practitioner" && { practitioner_type: "MD" }),
      works_in_us: true,
      active_from: "2025-01-01",
      accounts: [{ iss, user }],
      permissions: permissions[user] ?? [],
    })),
  };
}
