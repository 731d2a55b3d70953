import type { Tx } from "../store/store.ts";
import { transact } from "../store/transact.ts";
import type { Asked } from "./chart.ts";
import type { OutboxDeps } from "./deliver.ts";
import { abandonStale, type Change, claim, type DeliveryRow, envelopeOf, release } from "./delivery-rows.ts";

type ClaimDeps = Pick<OutboxDeps, "store" | "keys" | "audit" | "now">;

interface Claiming {
  readonly row: DeliveryRow;
  readonly from: "queued" | "unknown";
  readonly asked: Asked | null;
}

/** Takes a delivery for this process and says so in the audit log; undefined where it is not to be had. */
export function claimWithEntry(
  deps: ClaimDeps,
  { row, from, asked }: Claiming,
): Promise<DeliveryRow | undefined> {
  return transact(deps.store, async (tx) => {
    const claimed = await claim(tx, { id: row.id, from, now: deps.now() });
    if (claimed) await tell(deps, tx, { row: claimed, kind: kinds[from], asked, more: {} });
    return claimed;
  });
}

const kinds = { queued: "delivery.sending", unknown: "delivery.looking" };

interface Settling {
  readonly claimed: DeliveryRow;
  readonly asked: Asked | null;
  readonly change: Change;
}

/**
 * The state and its audit entry stand or fall together. Answers false where the claim was lost meanwhile; that what
 * this process learnt was dropped is told too.
 */
export function settle(deps: ClaimDeps, { claimed, asked, change }: Settling): Promise<boolean> {
  return transact(deps.store, async (tx) => {
    const released = await release(tx, deps.keys, { claimed, change, now: deps.now() });
    const { result, conflict, state } = change;
    const kind = released ? `delivery.${state}` : "delivery.claim_lost";
    await tell(deps, tx, { row: claimed, kind, asked, more: { ...result, conflict, state } });
    return released;
  });
}

/** Takes deliveries whose process died while sending for unknown. */
export function recover(deps: ClaimDeps): Promise<void> {
  return transact(deps.store, async (tx) => {
    for (const row of await abandonStale(tx, deps.now())) {
      await tell(deps, tx, {
        row,
        kind: "delivery.unknown",
        asked: null,
        more: { because: "the process died" },
      });
    }
  });
}

interface Telling {
  readonly row: DeliveryRow;
  readonly kind: string;
  readonly asked: Asked | null;
  readonly more: Readonly<Record<string, unknown>>;
}

/** The entry names whose delivery it is; who asked for the step, where that is somebody else, stands beside it. */
async function tell(deps: ClaimDeps, tx: Tx, { row, kind, asked, more }: Telling): Promise<void> {
  const { subject } = envelopeOf(deps.keys, row);
  const details = { delivery: row.id, what: row.what, month: row.month, ...more };
  const asker = asked ? { asked_by: asked.chart.context.user } : {};
  await deps.audit.append(tx, { kind, at: deps.now(), subject, details: { ...details, ...asker } });
}
