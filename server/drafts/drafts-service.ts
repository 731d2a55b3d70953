import type { Kysely } from "kysely";
import type { Draft } from "../contract/index.ts";
import type { ServerDeps } from "../deps.ts";
import type { ActiveLaunch } from "../launches/launches-service.ts";
import type { Tables } from "../store/schema.ts";

const keptDays = 7;

type DraftDeps = Pick<ServerDeps, "store" | "keys" | "now">;

/**
 * Keeps what the user has typed at one place of a screen until they save it, drop it or a week is over. It belongs to
 * this user, patient and practice alone: its row's name is keyed by them, and its text opens in no other row.
 */
export async function keepDraft(
  deps: DraftDeps,
  launch: ActiveLaunch,
  { place, text }: { readonly place: string; readonly text: string },
): Promise<void> {
  const id = draftId(deps, launch, place);
  const saved = deps.now();
  const expires = new Date(Date.parse(saved) + keptDays * 24 * 3_600_000).toISOString();
  const kept = { content: deps.keys.seal(text, sealedAt(id)), saved, expires };
  await deps.store.db
    .insertInto("draft")
    .values({ id, ...kept })
    .onConflict((clash) => clash.column("id").doUpdateSet(kept))
    .execute();
}

/** What this user last typed there about this patient; null where that is nothing, or is over a week old. */
export async function findDraft(
  deps: DraftDeps,
  launch: ActiveLaunch,
  place: string,
): Promise<Draft["draft"]> {
  const id = draftId(deps, launch, place);
  const row = await deps.store.db
    .selectFrom("draft")
    .select(["content", "saved"])
    .where("id", "=", id)
    .where("expires", ">", deps.now())
    .executeTakeFirst();
  return row ? { text: deps.keys.open(row.content, sealedAt(id)), saved: row.saved } : null;
}

export async function dropDraft(deps: DraftDeps, launch: ActiveLaunch, place: string): Promise<void> {
  await deps.store.db
    .deleteFrom("draft")
    .where("id", "=", draftId(deps, launch, place))
    .execute();
}

/** Deletes what nobody came back for. */
export async function purgeDrafts(db: Kysely<Tables>, now: string): Promise<void> {
  await db.deleteFrom("draft").where("expires", "<=", now).execute();
}

function draftId({ keys }: DraftDeps, { context }: ActiveLaunch, place: string): string {
  const { practice, iss, user, patient } = context;
  return keys.rowKey("draft", [practice, iss, user, patient, place]);
}

function sealedAt(row: string) {
  return { table: "draft", column: "content", row };
}
