import type { Kysely } from "kysely";
import type { LaunchContext } from "../../launch/launch-context.ts";
import type { Keyring } from "../keys/keyring.ts";
import type { LaunchEnd, LaunchTable, Tables } from "../store/schema.ts";
import type { Tx } from "../store/store.ts";
import { type CookieJar, launchSecrets } from "./launch-cookie.ts";
import { hashOf } from "./secrets.ts";

/** One user's view of one patient at one practice, as clear columns name them. */
interface OneUsersChart {
  readonly practice: string;
  readonly user_key: string;
  readonly patient_key: string;
}

export function findLaunch(db: Kysely<Tables>, id: string): Promise<LaunchTable | undefined> {
  return db.selectFrom("launch").selectAll().where("id", "=", id).executeTakeFirst();
}

/**
 * The open launches of one user in one chart, first the one named. Whoever works in that user's name may use the
 * others where that one is over.
 */
export function openLaunchesOf(
  db: Kysely<Tables>,
  { launch, practice, user_key, patient_key }: OneUsersChart & { readonly launch: string },
  now: string,
): Promise<LaunchTable[]> {
  return db
    .selectFrom("launch")
    .selectAll()
    .where("practice", "=", practice)
    .where("user_key", "=", user_key)
    .where("patient_key", "=", patient_key)
    .where("ended", "is", null)
    .where("expires", ">", now)
    .orderBy(({ eb }) => eb("id", "=", launch), "desc")
    .orderBy("created", "desc")
    .limit(5)
    .execute();
}

/** Long enough ago for any limit of idle time. */
const longAgo = "1970-01-01T00:00:00.000Z";

/** Says that the launch is in use, unless it was locked since it was looked at. */
export async function renewLaunch(db: Kysely<Tables>, id: string, now: string): Promise<void> {
  await db
    .updateTable("launch")
    .set({ last_active: now })
    .where("id", "=", id)
    .where("last_active", ">", longAgo)
    .execute();
}

export async function voidBearer(db: Kysely<Tables>, id: string): Promise<void> {
  await db.updateTable("launch").set({ bearer_hash: null }).where("id", "=", id).execute();
}

/** What stands for a launch's patient in clear columns and on the wire. */
export function patientKeyOf(
  keys: Keyring,
  { iss, patient }: Pick<LaunchContext, "iss" | "patient">,
): string {
  return keys.rowKey("patient", [iss, patient]);
}

/**
 * Drops the secrets of launches whose time is over, and what was kept for browsers that did not come back in time.
 * Rows that are being worked on are left to the next time.
 */
export async function forgetExpired(db: Kysely<Tables>, now: string): Promise<void> {
  await db.deleteFrom("pending_launch").where("expires", "<=", now).execute();
  const over = db
    .selectFrom("launch")
    .select("id")
    .where("expires", "<=", now)
    .where("tokens", "<>", "")
    .forUpdate()
    .skipLocked();
  await db.updateTable("launch").set({ tokens: "", bearer_hash: null }).where("id", "in", over).execute();
}

/** Locks open launches as if nobody had used them for long: only signing in again or logging off is left. */
export async function lockLaunches(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .updateTable("launch")
    .set({ last_active: longAgo })
    .where("id", "in", ids)
    .where("ended", "is", null)
    .execute();
}

/** The open launches whose secrets are in the jar, locked in the order of their ids until the transaction ends. */
export async function heldRows(tx: Tx, jar: CookieJar): Promise<LaunchTable[]> {
  const secrets = [...launchSecrets(jar).values()];
  if (secrets.length === 0) return [];
  return tx
    .selectFrom("launch")
    .selectAll()
    .where("secret_hash", "in", secrets.map(hashOf))
    .where("ended", "is", null)
    .orderBy("id")
    .forUpdate()
    .execute();
}

/** Ends a launch and forgets its tokens' use; false where it had ended before. */
export async function endLaunch(tx: Tx, id: string, because: LaunchEnd, now: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable("launch")
    .set({ ended: now, ended_because: because, tokens: "", bearer_hash: null })
    .where("id", "=", id)
    .where("ended", "is", null)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}
