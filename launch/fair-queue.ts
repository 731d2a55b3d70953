/** What waits, and for whom. */
interface Queued {
  readonly what: "read" | "write";
  readonly of: string;
}

/** A queue in which whoever asks for much holds up nobody who asks for little. */
export interface FairQueue<One extends Queued> {
  add(one: One): void;
  remove(one: One): void;
  /** Takes out a write, the oldest; else a read of whoever has waited longest since their last one. */
  next(): One | undefined;
  /** Takes out all. */
  empty(): readonly One[];
}

/** An empty queue. */
export function fairQueue<One extends Queued>(): FairQueue<One> {
  const writes = new Set<One>();
  /** Of everybody with reads waiting, in the order in which they have their turn. */
  const reads = new Map<string, Set<One>>();

  function take(one: One): One {
    writes.delete(one);
    const lane = reads.get(one.of);
    if (lane?.delete(one) && lane.size === 0) reads.delete(one.of);
    return one;
  }
  function nextRead(): One | undefined {
    for (const [of, lane] of reads) {
      // Back to the end of the round.
      reads.delete(of);
      reads.set(of, lane);
      for (const one of lane) return one;
    }
    return undefined;
  }
  return {
    add(one) {
      if (one.what === "write") writes.add(one);
      else reads.set(one.of, (reads.get(one.of) ?? new Set()).add(one));
    },
    remove: take,
    next() {
      const [write] = writes;
      const one = write ?? nextRead();
      return one && take(one);
    },
    empty() {
      const all = [...writes, ...[...reads.values()].flatMap((lane) => [...lane])];
      return all.map(take);
    },
  };
}
