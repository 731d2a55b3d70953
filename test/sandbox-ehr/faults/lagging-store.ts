import { AsyncLocalStorage } from "node:async_hooks";
import { ResourceStore, type Stored } from "../fhir/resource-store.ts";
import type { ArrivedRequest } from "../front-door.ts";
import type { Fault } from "./fault.ts";

type Seen = (versions: readonly Stored[]) => readonly Stored[];

const view = new AsyncLocalStorage<Seen>();

/** Lets `run`, and all it starts, see the store as these faults show it to this request. */
export function seeing(
  faults: readonly Fault[],
  { request, now }: { request: ArrivedRequest; now: Date },
  run: () => void,
): void {
  const views = faults.flatMap((fault) => seenBy(fault, request, now) ?? []);
  if (views.length === 0) run();
  else view.run((versions) => views.reduce((seen, next) => next(seen), versions), run);
}

function seenBy(fault: Fault, { method, path }: ArrivedRequest, now: Date): Seen | null {
  if (fault.kind === "stale" && method === "GET") return versionBefore;
  if (fault.kind === "index_lag" && isTypeLevel(path)) return writtenBefore(now.getTime() - fault.ms);
  return null;
}

const versionBefore: Seen = (versions) => (versions.length > 1 ? versions.slice(1) : versions);

function writtenBefore(instant: number): Seen {
  return (versions) => versions.filter(({ lastUpdated }) => Date.parse(lastUpdated) <= instant);
}

function isTypeLevel(path: string): boolean {
  return /^\/fhir\/[A-Z][A-Za-z]+(\/_search)?$/.test(path);
}

/** The store, which looks older than it is to a request that meets the faults `stale` and `index_lag`. */
export class LaggingStore extends ResourceStore {
  override history(type: string, id: string): readonly Stored[] {
    const versions = super.history(type, id);
    return view.getStore()?.(versions) ?? versions;
  }

  override current(type: string, id: string): Stored | null {
    return view.getStore() ? (this.history(type, id)[0] ?? null) : super.current(type, id);
  }

  override list(type: string): Stored[] {
    return super.list(type).flatMap(({ id }) => this.current(type, id) ?? []);
  }
}
