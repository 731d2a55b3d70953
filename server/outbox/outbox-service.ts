import type { Delivery } from "../contract/index.ts";
import { type Carrier, nativeCarrier } from "./carrier.ts";
import type { Asked } from "./chart.ts";
import { recover } from "./claims.ts";
import { deliver, type OutboxDeps } from "./deliver.ts";
import {
  type DeliveryRow,
  deliveriesOf,
  deliveryById,
  dueDeliveries,
  type MonthOfPatient,
  resultOf,
} from "./delivery-rows.ts";

const sweepEverySeconds = 15;

/** The outbox of one process. Any number of processes may work on one store. */
export interface Outbox {
  /** Starts work on a delivery and answers at once; its state tells the rest. */
  start(id: string): void;
  /** Takes the next step of one delivery now: sends what is queued, looks up what is unknown. */
  step(id: string, asked: Asked): Promise<void>;
  /** What the screen shows of a patient-month's writes, newest first. */
  list(month: MonthOfPatient): Promise<Delivery[]>;
  /** Takes up whatever is due: after a start, and every quarter of a minute. */
  sweep(): Promise<void>;
  /** Stops taking work up and waits for what is under way. */
  close(): Promise<void>;
}

export interface OutboxOptions extends Omit<OutboxDeps, "carrier"> {
  /** Told of an error nobody expected. */
  readonly onDefect: (error: Error) => void;
  readonly carrier?: Carrier;
}

/** Opens the outbox on a store. */
export function createOutbox(options: OutboxOptions): Outbox {
  const deps: OutboxDeps = { carrier: nativeCarrier, ...options };
  const work = new Set<Promise<void>>();
  const timers = new Set<NodeJS.Timeout>();
  let open = true;

  const step = async (id: string, asked: Asked | null) => {
    const next = await deliver(deps, id, asked);
    for (const follower of next.followers) start(follower);
    if (next.due !== null) later(id, Date.parse(next.due) - Date.parse(deps.now()));
  };
  const run = (task: () => Promise<void>) => {
    if (!open) return;
    const done = task()
      .catch((error: Error) => options.onDefect(error))
      .finally(() => work.delete(done));
    work.add(done);
  };
  const start = (id: string) => run(() => step(id, null));
  const later = (id: string, ms: number) => {
    if (!open) return;
    const timer = setTimeout(
      () => {
        timers.delete(timer);
        start(id);
      },
      Math.max(0, ms),
    );
    timers.add(timer.unref());
  };
  const sweep = async () => {
    await recover(deps);
    for (const id of await dueDeliveries(deps.store, deps.now())) start(id);
  };
  const sweeper = setInterval(() => run(sweep), sweepEverySeconds * 1000).unref();

  return {
    start,
    step,
    sweep,
    list: async (month) => {
      await recover(deps);
      return (await deliveriesOf(deps.store, month)).map((row) => shown(deps, row));
    },
    close: async () => {
      open = false;
      clearInterval(sweeper);
      for (const timer of timers) clearTimeout(timer);
      await Promise.all(work);
    },
  };
}

/** Whether a delivery belongs to this patient and practice: what a caller may step. */
export async function isDeliveryOf(
  deps: Pick<OutboxDeps, "store">,
  id: string,
  { practice, patient_key }: Pick<MonthOfPatient, "practice" | "patient_key">,
): Promise<DeliveryRow | null> {
  const row = await deliveryById(deps.store, id);
  return row && row.practice === practice && row.patient_key === patient_key ? row : null;
}

function shown(deps: Pick<OutboxDeps, "keys">, row: DeliveryRow): Delivery {
  const { id, what, state, conflict, lookups, changed } = row;
  return { id, what, state, conflict, lookups, at: changed, ...resultOf(deps.keys, row) };
}
