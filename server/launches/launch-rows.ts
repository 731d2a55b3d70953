import type { Kysely } from "kysely";
import * as z from "zod";
import type { LaunchContext, LaunchTokens } from "../../launch/launch-context.ts";
import type { Keyring } from "../keys/keyring.ts";
import type { LaunchEnd, LaunchTable, Tables } from "../store/schema.ts";
import type { Tx } from "../store/store.ts";

const Context: z.ZodType<LaunchContext> = z.strictObject({
  id: z.string(),
  practice: z.string(),
  iss: z.string(),
  patient: z.string(),
  encounter: z.string().nullable(),
  user: z.string(),
  scopes: z.array(z.string()),
  needPatientBanner: z.boolean(),
  launchedAt: z.string(),
});

const Tokens: z.ZodType<LaunchTokens> = z.strictObject({ accessToken: z.string(), expiresAt: z.string() });

export function sealContext(keys: Keyring, context: LaunchContext): string {
  return keys.seal(JSON.stringify(context), { table: "launch", column: "context", row: context.id });
}

export function openContext(keys: Keyring, { id, context }: LaunchTable): LaunchContext {
  return Context.parse(JSON.parse(keys.open(context, { table: "launch", column: "context", row: id })));
}

export function sealTokens(keys: Keyring, id: string, tokens: LaunchTokens): string {
  return keys.seal(JSON.stringify(tokens), { table: "launch", column: "tokens", row: id });
}

export function openTokens(keys: Keyring, { id, tokens }: LaunchTable): LaunchTokens {
  return Tokens.parse(JSON.parse(keys.open(tokens, { table: "launch", column: "tokens", row: id })));
}

export function findLaunch(db: Kysely<Tables>, id: string): Promise<LaunchTable | undefined> {
  return db.selectFrom("launch").selectAll().where("id", "=", id).executeTakeFirst();
}

export async function renewLaunch(db: Kysely<Tables>, id: string, now: string): Promise<void> {
  await db.updateTable("launch").set({ last_active: now }).where("id", "=", id).execute();
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

/** Drops the secrets of launches whose time is over. Rows that are being worked on are left to the next time. */
export async function forgetExpired(db: Kysely<Tables>, now: string): Promise<void> {
  const over = db
    .selectFrom("launch")
    .select("id")
    .where("expires", "<=", now)
    .where("tokens", "<>", "")
    .forUpdate()
    .skipLocked();
  await db.updateTable("launch").set({ tokens: "", bearer_hash: null }).where("id", "in", over).execute();
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
