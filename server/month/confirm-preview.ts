import { randomUUID } from "node:crypto";
import { Refusal } from "../errors.ts";
import type { ActiveLaunch } from "../launches/launches-service.ts";
import type { Subject } from "../outbox/delivery.ts";
import { insertDelivery, isUnderWay } from "../outbox/delivery-rows.ts";
import type { Tx } from "../store/store.ts";
import { transact } from "../store/transact.ts";
import { isUniqueViolation } from "../store/unique-violation.ts";
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
 * changes nothing. Throws Refusal `preview_expired` for one that is too old or was never shown to this launch, and
 * `recording_under_way` while an earlier recording of the month has not come to its end.
 */
export async function confirmPreview(deps: MonthDeps, confirmation: Confirmation): Promise<void> {
  staffPerson(confirmation.launch);
  const first = await transact(deps.store, (tx) => enqueue(deps, tx, confirmation)).catch(refuseSecond);
  if (first !== null) deps.outbox.start(first);
}

/** Another process confirmed the same patient-month in this instant: the store lets only one stand. */
function refuseSecond(error: Error): never {
  throw isUniqueViolation(error) ? new Refusal("recording_under_way") : error;
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
  if (await isUnderWay(tx, monthOf(launch, month))) throw new Refusal("recording_under_way");
  const details = { month, hash: content.shown.hash, writes: content.shown.writes };
  const first = await insertAll(deps, tx, { launch, month, content });
  await deps.audit.append(tx, { kind: "month.confirmed", at: now, subject: launch.context, details });
  return first;
}

function subjectOf({ context }: ActiveLaunch): Subject {
  const { id, practice, iss, patient, user } = context;
  return { id, practice, iss, patient, user };
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
      subject: subjectOf(launch),
      user_key: userKey(deps, launch),
      follows: index === 0 ? null : (ids[index - 1] ?? null),
      payload,
      at: deps.now(),
    });
  }
  return ids[0] ?? null;
}
