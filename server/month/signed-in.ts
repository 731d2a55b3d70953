import type { Day, Person, PersonRef } from "../contract/index.ts";
import { Refusal } from "../errors.ts";
import type { Keyring } from "../keys/keyring.ts";
import type { ActiveLaunch } from "../launches/launches-service.ts";
import { nameOf, referenceAt, roleInWords } from "../staff.ts";

/** The signed-in person: the EHR's reference, and who that is in this practice, if the practice said so. */
export interface SignedIn {
  readonly reference: string;
  readonly staff: Person | null;
}

/** Who is signed in. `fhirUser` may be absolute; one outside this EHR's base stays as it is and is nobody's staff. */
export function signedIn(launch: ActiveLaunch): SignedIn {
  const reference = referenceAt(launch.context);
  return { reference, staff: staffOf(launch, reference) ?? null };
}

/** Who a reference of this launch's EHR is in the practice on a day; another EHR may call somebody else by it. */
export function staffOf(
  { context, practice, today }: ActiveLaunch,
  reference: string,
  day: Day = today,
): Person | undefined {
  return practice.personAt({ iss: context.iss, user: reference }, day) ?? undefined;
}

/** The reference that stands for a person at this launch's EHR: of the accounts they have there, the first. */
export function firstReference({ context: { iss }, practice }: ActiveLaunch, reference: string): string {
  const person = practice.personOf({ iss, user: reference });
  return person?.accounts.find((one) => one.iss === iss)?.user ?? reference;
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
