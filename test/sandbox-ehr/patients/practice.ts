import type { FhirResource, Organization, Practitioner, Reference } from "fhir/r4";

/** One person of the practice; the credential is empty for those who see no patients. */
interface StaffMember {
  readonly id: string;
  readonly name: string;
  readonly credential: string;
  readonly job: string;
}

const staff: readonly StaffMember[] = [
  { id: "pr-1", name: "Practitioner One", credential: "MD", job: "Physician" },
  { id: "rn-1", name: "Nurse One", credential: "RN", job: "Care manager" },
  { id: "rn-2", name: "Nurse Two", credential: "RN", job: "Care manager" },
  { id: "ma-1", name: "Assistant One", credential: "MA", job: "Medical assistant" },
  { id: "biller-1", name: "Biller One", credential: "", job: "Billing" },
];

const organization: Organization = {
  resourceType: "Organization",
  id: "org-1",
  active: true,
  name: "Sandbox Family Medicine",
};

export const practice: Reference = { reference: "Organization/org-1", display: "Sandbox Family Medicine" };
export const physician: Reference = { reference: "Practitioner/pr-1", display: "Practitioner One, MD" };

/** The practice itself: its organization and its people, each with the role they hold. */
export function practiceResources(): FhirResource[] {
  return [organization, ...staff.flatMap((member) => [toPractitioner(member), toRole(member)])];
}

function toPractitioner({ id, name, credential }: StaffMember): Practitioner {
  const [given = "", family = ""] = name.split(" ");
  const qualified = credential === "" ? {} : { qualification: [{ code: { text: credential } }] };
  const text = displayOf({ name, credential });
  return {
    resourceType: "Practitioner",
    id,
    active: true,
    name: [{ text, family, given: [given], ...(credential === "" ? {} : { suffix: [credential] }) }],
    ...qualified,
  };
}

function toRole({ id, name, credential, job }: StaffMember): FhirResource {
  return {
    resourceType: "PractitionerRole",
    id: `role-${id}`,
    active: true,
    practitioner: { reference: `Practitioner/${id}`, display: displayOf({ name, credential }) },
    organization: practice,
    code: [{ text: job }],
  };
}

function displayOf({ name, credential }: Pick<StaffMember, "name" | "credential">): string {
  return credential === "" ? name : `${name}, ${credential}`;
}
