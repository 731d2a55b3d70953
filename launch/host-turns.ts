import { setTimeout as pause } from "node:timers/promises";
import { fairQueue } from "./fair-queue.ts";
import { longestPause } from "./retry.ts";

/** Room for one request at a host, or why there is none. */
export type Turn =
  /** `leave` must be called once, when the request is over. */
  | { readonly kind: "turn"; readonly leave: () => void }
  /** The host asked to be left alone for longer than anybody waits; in ms. */
  | { readonly kind: "busy"; readonly forMs: number }
  /** The caller's signal came first. */
  | { readonly kind: "ended" };

/** One launch's way into the queue of its host. */
export interface HostTurns {
  take(what: "read" | "write", signal: AbortSignal): Promise<Turn>;
  /** The host asked to be left alone for `ms`: until then nobody's request to it begins. */
  rest(ms: number): void;
}

/** The hosts of a process's EHRs: to be made once, for the bound holds over all launches together. */
export interface EhrHosts {
  /** `launch` is who shares the host fairly with others: a launch's id. */
  turns(base: string, launch: string): HostTurns;
}

const atOnce = 6;
/** What an EHR may ask for at most before it is tried again; beyond it the figure is hardly meant. */
const longestRest = 60 * 60 * 1000;

interface Waiting {
  readonly what: "read" | "write";
  readonly of: string;
  settle(turn: Turn): void;
}

type Host = (launch: string) => HostTurns;

/** At most six requests at once per host; each launch with reads waiting has its turn, and writes go before them. */
export function ehrHosts(sleep: (ms: number) => Promise<void> = unnoticed): EhrHosts {
  const hosts = new Map<string, Host>();
  return {
    turns(base, launch) {
      const { host } = new URL(base);
      const known = hosts.get(host) ?? newHost(sleep);
      hosts.set(host, known);
      return known(launch);
    },
  };
}

function newHost(sleep: (ms: number) => Promise<void>): Host {
  const queue = fairQueue<Waiting>();
  let running = 0;
  let rests = 0;
  let restsUntil = 0;

  function admit(): void {
    while (running < atOnce && rests === 0) {
      const next = queue.next();
      if (!next) return;
      running += 1;
      next.settle({ kind: "turn", leave });
    }
  }
  function leave(): void {
    running -= 1;
    admit();
  }
  function restLeft(): number {
    return rests === 0 ? 0 : restsUntil - performance.now();
  }
  function rest(ms: number): void {
    const forMs = Math.min(ms, longestRest);
    restsUntil = Math.max(restsUntil, performance.now() + forMs);
    rests += 1;
    void sleep(forMs).then(() => {
      rests -= 1;
      admit();
    });
    if (forMs > longestPause) for (const one of queue.empty()) one.settle({ kind: "busy", forMs });
  }
  function wait(what: Waiting["what"], of: string, signal: AbortSignal): Promise<Turn> {
    return new Promise((resolve) => {
      const giveUp = () => {
        queue.remove(one);
        resolve({ kind: "ended" });
      };
      const settle = (turn: Turn) => {
        signal.removeEventListener("abort", giveUp);
        resolve(turn);
      };
      const one = { what, of, settle };
      signal.addEventListener("abort", giveUp, { once: true });
      queue.add(one);
      admit();
    });
  }

  return (launch) => ({
    rest,
    async take(what, signal) {
      if (signal.aborted) return { kind: "ended" };
      const forMs = restLeft();
      return forMs > longestPause ? { kind: "busy", forMs } : wait(what, launch, signal);
    },
  });
}

/** A rest must not keep a process from ending. */
async function unnoticed(ms: number): Promise<void> {
  await pause(ms, undefined, { ref: false });
}
