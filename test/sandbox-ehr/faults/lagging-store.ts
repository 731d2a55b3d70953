import { AsyncLocalStorage } from "node:async_hooks";
import type { IncomingMessage } from "node:http";
import { ResourceStore, type Stored } from "../fhir/resource-store.ts";
import type { FhirInteraction } from "../flavours/flavour.ts";
import type { Fault } from "./fault.ts";

/** How much older than it is the store looks. */
interface Lag {
  /** Every resource looks as it was before its last change. */
  readonly stale: boolean;
  /** Searches find what was written until then, in milliseconds since 1970. */
  readonly indexedUntil: number;
}

const none: Lag = { stale: false, indexedUntil: Number.POSITIVE_INFINITY };

const lagOfRequest = new WeakMap<IncomingMessage, Lag>();
const request = new AsyncLocalStorage<IncomingMessage>();
const interaction = new AsyncLocalStorage<Lag>();

/** Lets the interactions of this request see the store as these faults show it. */
export function layLag(faults: readonly Fault[], { to, now }: { to: IncomingMessage; now: Date }): void {
  const delays = faults.flatMap((fault) => (fault.kind === "index_lag" ? [fault.ms] : []));
  const stale = faults.some(({ kind }) => kind === "stale");
  if (!stale && delays.length === 0) return;
  const indexedUntil = Math.min(...delays.map((ms) => now.getTime() - ms), none.indexedUntil);
  lagOfRequest.set(to, { stale, indexedUntil });
}

/** Does the rest of a request where the store knows whose it is. A body that came late would have lost that. */
export function onBehalfOf(raw: IncomingMessage, rest: () => void): void {
  request.run(raw, rest);
}

const reads: readonly FhirInteraction[] = [
  "read",
  "vread",
  "history-instance",
  "history-type",
  "search-type",
];
const searches: readonly FhirInteraction[] = ["search-type", "create"];

/** The store, which looks older than it is to a request that meets the faults `stale` and `index_lag`. */
export class LaggingStore extends ResourceStore {
  override during<Result>(code: FhirInteraction, work: () => Result): Result {
    const raw = request.getStore();
    const lag = raw ? lagOfRequest.get(raw) : undefined;
    if (!lag) return work();
    const stale = lag.stale && reads.includes(code);
    const indexedUntil = searches.includes(code) ? lag.indexedUntil : none.indexedUntil;
    return interaction.run({ stale, indexedUntil }, work);
  }

  override history(type: string, id: string): readonly Stored[] {
    const versions = super.history(type, id);
    return this.#lag.stale && versions.length > 1 ? versions.slice(1) : versions;
  }

  override current(type: string, id: string): Stored | null {
    return this.#lag.stale ? (this.history(type, id)[0] ?? null) : super.current(type, id);
  }

  override list(type: string): Stored[] {
    return this.#indexed(super.list(type));
  }

  override ofPatient(type: string, patient: string): Stored[] {
    return this.#indexed(super.ofPatient(type, patient));
  }

  get #lag(): Lag {
    return interaction.getStore() ?? none;
  }

  /** Of each the newest version that the index, and a stale reader, know. */
  #indexed(found: readonly Stored[]): Stored[] {
    const lag = this.#lag;
    if (lag === none) return [...found];
    const isIndexed = ({ lastUpdated }: Stored) => Date.parse(lastUpdated) <= lag.indexedUntil;
    return found.flatMap(({ type, id }) => this.history(type, id).find(isIndexed) ?? []);
  }
}
