import { randomUUID } from "node:crypto";
import * as z from "zod";
import { RecordPreview } from "../contract/index.ts";
import type { Keyring } from "../keys/keyring.ts";
import { Payload } from "../outbox/delivery.ts";
import type { Store, Tx } from "../store/store.ts";

/** What the user saw, and exactly what is sent if they confirm it. */
export const PreviewContent = z.object({ shown: RecordPreview, payloads: z.array(Payload) });
export type PreviewContent = z.infer<typeof PreviewContent>;

/** A chart read longer ago than this may not be recorded any more. */
const validSeconds = 15 * 60;

/** Bound to its launch and month: what was shown to one cannot be confirmed by another. */
const place = (of: { readonly id: string; readonly launch: string; readonly month: string }) => ({
  table: "month_preview",
  column: "content",
  row: [of.id, of.launch, of.month].join(" "),
});

/** A fresh id for a preview, and how long it may be confirmed. */
export function newPreview(): { readonly id: string; readonly valid_seconds: number } {
  return { id: randomUUID(), valid_seconds: validSeconds };
}

/** Keeps a preview for its launch until it expires; unused ones that expired earlier go. */
export async function keepPreview(
  { store, keys }: { readonly store: Store; readonly keys: Keyring },
  {
    launch,
    month,
    content,
    now,
  }: {
    readonly launch: string;
    readonly month: string;
    readonly content: PreviewContent;
    readonly now: string;
  },
): Promise<void> {
  const { id, valid_seconds } = content.shown;
  const expires = new Date(Date.parse(now) + valid_seconds * 1000).toISOString();
  await store.db.deleteFrom("month_preview").where("expires", "<", now).where("used", "is", null).execute();
  await store.db
    .insertInto("month_preview")
    .values({
      id,
      launch,
      month,
      expires,
      used: null,
      content: keys.seal(JSON.stringify(content), place({ id, launch, month })),
    })
    .execute();
}

/**
 * Takes a preview for confirmation, once: null where it is not this launch's, of another month or expired;
 * `used` where it was confirmed before.
 */
export async function takePreview(
  tx: Tx,
  keys: Keyring,
  {
    id,
    launch,
    month,
    now,
  }: { readonly id: string; readonly launch: string; readonly month: string; readonly now: string },
): Promise<PreviewContent | "used" | null> {
  const row = await tx
    .selectFrom("month_preview")
    .selectAll()
    .where("id", "=", id)
    .where("launch", "=", launch)
    .where("month", "=", month)
    .forUpdate()
    .executeTakeFirst();
  if (row?.used) return "used";
  if (!row || row.expires <= now) return null;
  await tx.updateTable("month_preview").set({ used: now }).where("id", "=", id).execute();
  return PreviewContent.parse(JSON.parse(keys.open(row.content, place(row))));
}
