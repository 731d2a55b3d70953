import type { DeliveryTable } from "../store/schema.ts";
import type { Tx } from "../store/store.ts";

/** Lets what waits in a user's name for a sign-in, or for a person, go on now. */
export async function wakeWaiting(
  tx: Tx,
  { practice, patient_key, user_key }: Pick<DeliveryTable, "practice" | "patient_key" | "user_key">,
  now: string,
): Promise<void> {
  await tx
    .updateTable("delivery")
    .set({ due: now })
    .where("practice", "=", practice)
    .where("patient_key", "=", patient_key)
    .where("user_key", "=", user_key)
    .where("state", "in", ["queued", "unknown"])
    .where("due", "is", null)
    .execute();
}

/** Whether anything of a launch is still on its way to the EHR. */
export async function anyOnItsWay(tx: Tx, launch: string): Promise<boolean> {
  const row = await tx
    .selectFrom("delivery")
    .select("id")
    .where("launch", "=", launch)
    .where("state", "in", ["queued", "sending", "unknown"])
    .executeTakeFirst();
  return row !== undefined;
}
