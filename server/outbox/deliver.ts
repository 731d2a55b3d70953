import type { AuditLog } from "../audit/audit-log.ts";
import type { Keyring } from "../keys/keyring.ts";
import type { Store } from "../store/store.ts";
import type { Carrier, Parcel } from "./carrier.ts";
import type { Chart, OpenChart } from "./chart.ts";
import {
  type Change,
  claim,
  type DeliveryRow,
  deliveryById,
  followersOf,
  payloadOf,
  release,
  resultOf,
} from "./delivery-rows.ts";
import { afterLookUp, afterSending } from "./next-state.ts";

export interface OutboxDeps {
  readonly store: Store;
  readonly keys: Keyring;
  readonly audit: AuditLog;
  readonly now: () => string;
  readonly openChart: OpenChart;
  readonly carrier: Carrier;
}

/** What is to be done after a step: deliveries that may now go, and the number of the look-up to come, if any. */
export interface Next {
  readonly followers: readonly string[];
  readonly lookUp: number | null;
}

const nothing: Next = { followers: [], lookUp: null };

/** The user who asks for a step in an open launch of their own. */
export interface Asked {
  readonly chart: Chart;
  readonly user_key: string;
}

/** One step of one delivery. Nothing happens where it is done, waits for another, or another process has it. */
export async function deliver(deps: OutboxDeps, id: string, asked: Asked | null): Promise<Next> {
  const row = await deliveryById(deps.store, id);
  if (row?.state === "queued") return send(deps, row, asked);
  if (row?.state === "unknown") return lookUp(deps, row, asked);
  return nothing;
}

async function send(deps: OutboxDeps, row: DeliveryRow, asked: Asked | null): Promise<Next> {
  const before = await deliveryBefore(deps, row);
  if (before && !isDone(before)) return nothing;
  const claimed = await claim(deps.store, { id: row.id, from: "queued", now: deps.now() });
  if (!claimed) return nothing;
  const parcel = await pack(deps, claimed, { before, chart: await ownChart(deps, row, asked) });
  return settle(deps, {
    claimed,
    parcel,
    change: afterSending(standing(deps, claimed), await deps.carrier.send(parcel)),
  });
}

async function lookUp(deps: OutboxDeps, row: DeliveryRow, asked: Asked | null): Promise<Next> {
  const claimed = await claim(deps.store, { id: row.id, from: "unknown", now: deps.now() });
  if (!claimed) return nothing;
  const own = await ownChart(deps, row, asked);
  const chart = own ?? (row.what === "month" ? (asked?.chart ?? null) : null);
  const parcel = await pack(deps, claimed, { before: await deliveryBefore(deps, row), chart });
  const change = afterLookUp(standing(deps, claimed), await deps.carrier.lookUp(parcel));
  const next = await settle(deps, { claimed, parcel, change });
  return change.state === "queued" ? deliver(deps, row.id, asked) : next;
}

async function deliveryBefore(deps: OutboxDeps, { follows }: DeliveryRow): Promise<DeliveryRow | undefined> {
  return follows === null ? undefined : deliveryById(deps.store, follows);
}

/**
 * A chart of the user who confirmed: the launch they did it in, or else the one they ask from now. Nobody else may
 * write in their name; a month's look-up writes nothing, so anyone's launch of that patient will do for it.
 */
async function ownChart(deps: OutboxDeps, row: DeliveryRow, asked: Asked | null): Promise<Chart | null> {
  const open = await deps.openChart(row.launch);
  return open ?? (asked?.user_key === row.user_key ? asked.chart : null);
}

async function pack(
  deps: OutboxDeps,
  row: DeliveryRow,
  { before, chart }: { readonly before: DeliveryRow | undefined; readonly chart: Chart | null },
): Promise<Parcel> {
  const confirmed = before?.state === "confirmed" ? resultOf(deps.keys, before).reference : null;
  return { chart, payload: payloadOf(deps.keys, row), before: confirmed };
}

function standing(deps: OutboxDeps, row: DeliveryRow) {
  return { lookups: row.lookups, absences: row.absences, result: resultOf(deps.keys, row) };
}

function isDone({ state }: Pick<DeliveryRow, "state">): boolean {
  return state === "confirmed" || state === "rejected";
}

interface Settling {
  readonly claimed: DeliveryRow;
  readonly parcel: Parcel;
  readonly change: Change;
}

async function settle(deps: OutboxDeps, settling: Settling): Promise<Next> {
  const { claimed, change } = settling;
  if (!(await record(deps, settling))) return nothing;
  return {
    followers: isDone(change) ? await followersOf(deps.store, claimed.id) : [],
    lookUp: change.state === "unknown" ? change.lookups : null,
  };
}

/** The state and its audit entry stand or fall together; false where the claim was lost meanwhile. */
function record(deps: OutboxDeps, { claimed, parcel, change }: Settling): Promise<boolean> {
  const at = deps.now();
  return deps.store.db.transaction().execute(async (tx) => {
    const released = await release(tx, deps.keys, { claimed, change, now: at });
    if (!released) return false;
    const { result, conflict } = change;
    const details = { delivery: claimed.id, what: claimed.what, month: claimed.month, ...result, conflict };
    await deps.audit.append(tx, {
      kind: `delivery.${change.state}`,
      at,
      subject: parcel.chart?.context ?? null,
      details,
    });
    return true;
  });
}
