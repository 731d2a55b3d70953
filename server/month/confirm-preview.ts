import { randomUUID } from "node:crypto";
import { Refusal } from "../errors.ts";
import type { ActiveLaunch } from "../launches/launches-service.ts";
import { insertDelivery } from "../outbox/delivery-rows.ts";
import type { Tx } from "../store/store.ts";
import type { MonthDeps } from "./month-deps.ts";
import { type PreviewContent, takePreview } from "./preview-rows.ts";
import { monthOf } from "./read-month.ts";
import { staffPerson, userKey } from "./signed-in.ts";

interface Confirmation {
  readonly launch: ActiveLaunch;
  readonly month: string;
  readonly preview: string;
}

/**
 * Puts what the user confirmed into the outbox, once, and starts it. A second confirmation of the same preview
 * changes nothing. Throws Refusal `preview_expired` for one that is too old or was never shown to this launch.
 */
export async function confirmPreview(deps: MonthDeps, confirmation: Confirmation): Promise<void> {
  staffPerson(confirmation.launch);
  const first = await deps.store.db.transaction().execute((tx) => enqueue(deps, tx, confirmation));
  if (first !== null) deps.outbox.start(first);
}

async function enqueue(
  deps: MonthDeps,
  tx: Tx,
  { launch, month, preview }: Confirmation,
): Promise<string | null> {
  const now = deps.now();
  const content = await takePreview(tx, deps.keys, { id: preview, launch: launch.context.id, month, now });
  if (content === "used") return null;
  if (content === null) throw new Refusal("preview_expired");
  const details = { month, hash: content.shown.hash, writes: content.shown.writes };
  await deps.audit.append(tx, { kind: "month.confirmed", at: now, subject: launch.context, details });
  return insertAll(deps, tx, { launch, month, content });
}

async function insertAll(
  deps: MonthDeps,
  tx: Tx,
  {
    launch,
    month,
    content,
  }: { readonly launch: ActiveLaunch; readonly month: string; readonly content: PreviewContent },
): Promise<string | null> {
  const ids = content.payloads.map(() => randomUUID());
  for (const [index, payload] of content.payloads.entries()) {
    await insertDelivery(tx, deps.keys, {
      ...monthOf(launch, month),
      id: ids[index] ?? randomUUID(),
      launch: launch.context.id,
      user_key: userKey(deps, launch),
      follows: index === 0 ? null : (ids[index - 1] ?? null),
      payload,
      at: deps.now(),
    });
  }
  return ids[0] ?? null;
}
