import type { PersonRef } from "../contract/index.ts";
import { Refusal } from "../errors.ts";
import type { Keyring } from "../keys/keyring.ts";
import type { ActiveLaunch } from "../launches/launches-service.ts";
import { nameOf, roleInWords, type Staff, staffMember } from "../staff.ts";

/** The signed-in person: the EHR's reference, and who that is in this practice, if the practice said so. */
export interface SignedIn {
  readonly reference: string;
  readonly staff: Staff | null;
}

/** Who is signed in. `fhirUser` may be absolute; one outside this EHR's base stays as it is and is nobody's staff. */
export function signedIn(launch: ActiveLaunch): SignedIn {
  const { context } = launch;
  const base = `${context.iss.replace(/\/+$/, "")}/`;
  const reference = context.user.startsWith(base) ? context.user.slice(base.length) : context.user;
  return { reference, staff: staffOf(launch, reference) ?? null };
}

/** Who a reference of this launch's EHR is in the practice; another EHR may call somebody else by it. */
export function staffOf({ context, practice }: ActiveLaunch, reference: string): Staff | undefined {
  return staffMember(practice, { iss: context.iss, user: reference });
}

/** The person to name in a record. Throws Refusal `not_staff` for somebody the practice has not named. */
export function staffPerson(launch: ActiveLaunch): PersonRef & { readonly role: string } {
  const { reference, staff } = signedIn(launch);
  if (!staff) throw new Refusal("not_staff");
  return { reference, display: nameOf(staff), role: roleInWords(staff) };
}

/** What stands for the signed-in person in clear columns. */
export function userKey({ keys }: { readonly keys: Keyring }, { context }: ActiveLaunch): string {
  return keys.rowKey("user", [context.iss, context.user]);
}
