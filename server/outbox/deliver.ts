import type { AuditLog } from "../audit/audit-log.ts";
import type { Keyring } from "../keys/keyring.ts";
import type { Store } from "../store/store.ts";
import type { Carrier } from "./carrier.ts";
import { type Asked, lookUpChart, type OpenChart, sendingChart } from "./chart.ts";
import { claimWithEntry, settle } from "./claims.ts";
import { type DeliveryRow, deliveryById, envelopeOf, followersOf, resultOf } from "./delivery-rows.ts";
import { afterLookUp, afterSending, rejectedFor, type Sent, type Standing, type Step } from "./next-state.ts";

export interface OutboxDeps {
  readonly store: Store;
  readonly keys: Keyring;
  readonly audit: AuditLog;
  readonly now: () => string;
  readonly openChart: OpenChart;
  readonly carrier: Carrier;
}

/** What is to be done after a step: deliveries that may now go, and when this one's next step is due by itself. */
export interface Next {
  readonly followers: readonly string[];
  readonly due: string | null;
}

const nothing: Next = { followers: [], due: null };

/** What a user confirmed longer ago than this is not sent any more: the chart may say something else by now. */
const sendableSeconds = 15 * 60;
const lookAgain =
  "What was confirmed is over 15 minutes old by now. Look at the month again, then record it.";
const neverSent = `It could not be sent, and is not sent any more. ${lookAgain}`;
const notFound = `It was sent, the EHR does not have it, and it is not sent again. ${lookAgain}`;

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
  const claimed = await claimWithEntry(deps, { row, from: "queued", asked });
  if (!claimed) return nothing;
  const standing = standingOf(deps, claimed, row);
  if (isTooOld(deps, claimed)) {
    const step = rejectedFor(standing, [row.lookups > 0 ? notFound : neverSent]);
    return finish(deps, { claimed, asked, step });
  }
  const sent = await deps.carrier.send({
    chart: await sendingChart(deps, claimed, asked),
    payload: envelopeOf(deps.keys, claimed).payload,
    before: confirmedReference(deps, before),
  });
  const outcome = await withReason(deps, claimed, sent);
  return finish(deps, { claimed, asked, step: afterSending(standing, outcome, deps.now()) });
}

/** Only where the permission is over does a delivery wait for a person; a token that could not be renewed may come. */
async function withReason(deps: OutboxDeps, claimed: DeliveryRow, sent: Sent): Promise<Sent> {
  if (sent.state !== "waiting" || sent.reason !== "no_token") return sent;
  const over = (await sendingChart(deps, claimed, null)) === "no_token";
  return over ? sent : { ...sent, reason: "ehr_unreachable" };
}

async function lookUp(deps: OutboxDeps, row: DeliveryRow, asked: Asked | null): Promise<Next> {
  const before = await deliveryBefore(deps, row);
  const claimed = await claimWithEntry(deps, { row, from: "unknown", asked });
  if (!claimed) return nothing;
  const finding = await deps.carrier.lookUp({
    chart: await lookUpChart(deps, claimed, asked),
    payload: envelopeOf(deps.keys, claimed).payload,
    before: confirmedReference(deps, before),
  });
  const step = afterLookUp(standingOf(deps, claimed, row), finding, deps.now());
  const next = await finish(deps, { claimed, asked, step });
  return step.state === "queued" ? deliver(deps, row.id, asked) : next;
}

async function deliveryBefore(deps: OutboxDeps, { follows }: DeliveryRow): Promise<DeliveryRow | undefined> {
  return follows === null ? undefined : deliveryById(deps.store, follows);
}

function confirmedReference(deps: OutboxDeps, before: DeliveryRow | undefined): string | null {
  return before?.state === "confirmed" ? resultOf(deps.keys, before).reference : null;
}

/** `looked` is of before the claim, which stamps the look-up that is about to happen. */
function standingOf(deps: OutboxDeps, claimed: DeliveryRow, { looked, sent }: DeliveryRow): Standing {
  const { lookups, absences } = claimed;
  return { lookups, absences, sent, looked, result: resultOf(deps.keys, claimed) };
}

function isTooOld({ now }: OutboxDeps, { created, follows }: DeliveryRow): boolean {
  return follows === null && Date.parse(now()) - Date.parse(created) > sendableSeconds * 1000;
}

function isDone({ state }: Pick<DeliveryRow, "state">): boolean {
  return state === "confirmed" || state === "rejected";
}

interface Finishing {
  readonly claimed: DeliveryRow;
  readonly asked: Asked | null;
  readonly step: Step;
}

async function finish(deps: OutboxDeps, { claimed, asked, step }: Finishing): Promise<Next> {
  if (!(await settle(deps, { claimed, asked, change: step }))) return nothing;
  return {
    followers: isDone(step) ? await followersOf(deps.store, claimed.id) : [],
    due: step.due,
  };
}
