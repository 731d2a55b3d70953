import type { PracticeSetting } from "./config-file.ts";
import type { PanelHead } from "./contract/index.ts";

export type Staff = PracticeSetting["staff"][number];

/** Who a person of one EHR is in the practice; another EHR may call somebody else by the same reference. */
export function staffMember(
  { staff }: PracticeSetting,
  { iss, user }: { readonly iss: string; readonly user: string },
): Staff | undefined {
  return staff.find((one) => one.iss === iss && one.user === user);
}

/** Name and credential as a record shows them. */
export function nameOf({ name, credential }: Staff): string {
  return name.includes(credential) ? name : `${name}, ${credential}`;
}

/** What the person is in the practice, `clinical staff`. */
export function roleInWords({ role }: Staff): string {
  return role.replaceAll("_", " ");
}

/** The user as every screen names them; nobody's name for somebody who is not on the staff list. */
export function userLine(staff: Staff | null): PanelHead["user"] {
  return { name: staff ? nameOf(staff) : null, role: staff ? roleInWords(staff) : null };
}
