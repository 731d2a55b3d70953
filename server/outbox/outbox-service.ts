import type { Delivery } from "../contract/index.ts";
import { type Carrier, nativeCarrier } from "./carrier.ts";
import { type Asked, deliver, type OutboxDeps } from "./deliver.ts";
import {
  abandonStale,
  type DeliveryRow,
  deliveriesOf,
  deliveryById,
  type MonthOfPatient,
  resultOf,
} from "./delivery-rows.ts";

/** Seconds after which a lost answer is looked up by itself; after the last one a person asks. */
const lookUpAfter = [2, 5, 10, 20, 30];

/** The outbox of one process. Any number of processes may work on one store. */
export interface Outbox {
  /** Starts work on a delivery and answers at once; its state tells the rest. */
  start(id: string): void;
  /** Takes the next step of one delivery now: sends what is queued, looks up what is unknown. */
  step(id: string, asked: Asked): Promise<void>;
  /** What the screen shows of a patient-month's writes, newest first. */
  list(month: MonthOfPatient): Promise<Delivery[]>;
  /** Stops looking things up and waits for what is under way. */
  close(): Promise<void>;
}

export interface OutboxOptions extends Omit<OutboxDeps, "carrier"> {
  /** Told of an error nobody expected. */
  readonly onDefect: (error: Error) => void;
  readonly carrier?: Carrier;
  /** Seconds before each look-up of its own. */
  readonly lookUpAfter?: readonly number[];
}

/** Opens the outbox on a store. */
export function createOutbox(deps: OutboxOptions): Outbox {
  const work = new Set<Promise<void>>();
  const timers = new Set<NodeJS.Timeout>();
  const delays = deps.lookUpAfter ?? lookUpAfter;
  const all: OutboxDeps = { carrier: nativeCarrier, ...deps };

  const step = async (id: string, asked: Asked | null) => {
    const next = await deliver(all, id, asked);
    for (const follower of next.followers) start(follower);
    if (next.lookUp !== null) later(id, delays[next.lookUp]);
  };
  const start = (id: string) => {
    const done = step(id, null)
      .catch((error: Error) => deps.onDefect(error))
      .finally(() => work.delete(done));
    work.add(done);
  };
  const later = (id: string, seconds: number | undefined) => {
    if (seconds === undefined) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      start(id);
    }, seconds * 1000);
    timers.add(timer.unref());
  };

  return {
    start,
    step,
    list: async (month) => {
      await abandonStale(deps.store, deps.now());
      return (await deliveriesOf(deps.store, month)).map((row) => shown(deps, row));
    },
    close: async () => {
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
