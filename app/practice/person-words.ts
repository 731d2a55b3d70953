import type { Permission, PersonFields } from "../../server/contract/people.ts";

type Role = PersonFields["role"];

/** What a person's time counts as, the most of it first. */
export const roleWords: Readonly<Record<Role, string>> = {
  practitioner: "Practitioner who may bill",
  other_practitioner: "Other practitioner, counts as staff",
  clinical_staff: "Clinical staff",
  non_clinical: "Not clinical: their time does not count",
};

/** The same, short enough for a column. */
export const shortRoles: Readonly<Record<Role, string>> = {
  practitioner: "Practitioner",
  other_practitioner: "Other practitioner",
  clinical_staff: "Clinical staff",
  non_clinical: "Not clinical",
};

export const roleOptions = optionsOf(roleWords);

/** The kinds of practitioner who may bill CCM, as the rules write them. */
export const practitionerTypes = ["MD", "DO", "NP", "PA", "CNS", "CNM"] as const;

interface PermissionWords {
  readonly label: string;
  readonly help: string;
}

/** What each permission lets a person do beside what their role allows. */
export const permissionWords: Readonly<Record<Permission, PermissionWords>> = {
  administrator: { label: "Administrator", help: "changes settings and people" },
  validate: { label: "Validate", help: "a month they neither logged time in nor prepared" },
  export: { label: "Export", help: "a validated month, for the claim" },
  reopen: { label: "Reopen", help: "a closed month, with a reason" },
  panel: { label: "Panel", help: "sees all enrolled patients and how their month stands" },
  candidates: { label: "Candidates", help: "sees who might be enrolled" },
  auditor: { label: "Auditor", help: "reads the audit log and every month, and changes nothing by it" },
};

/** The permissions in the order of the form. */
export const permissions = [
  "administrator",
  "validate",
  "export",
  "reopen",
  "panel",
  "candidates",
  "auditor",
] as const satisfies readonly Permission[];

function optionsOf(words: Readonly<Record<Role, string>>): readonly { value: Role; label: string }[] {
  const order: readonly Role[] = ["practitioner", "other_practitioner", "clinical_staff", "non_clinical"];
  return order.map((value) => ({ value, label: words[value] }));
}
