/** Sends what is typed at one place, not at every key, and never out of order. */
export interface DraftKeeper {
  /** Keeps this text once nothing else is typed for a moment; empty text is dropped. */
  readonly keep: (text: string) => void;
  /** Sends what waits now. */
  readonly flush: () => void;
  /** Forgets what waits and what was kept. */
  readonly drop: () => void;
  /** Whether anything was typed or dropped here. */
  readonly touched: () => boolean;
}

interface Sends {
  readonly keep: (text: string) => Promise<void>;
  readonly drop: () => Promise<void>;
}

/** How long nothing may be typed before it is kept, in milliseconds. */
const pause = 600;

/** A keeper whose sends never reject. One begins when the one before has ended, so that the last word wins. */
export function createDraftKeeper({ keep, drop }: Sends): DraftKeeper {
  let waiting: string | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let touched = false;
  let line = Promise.resolve();
  const take = (text: string | null) => {
    clearTimeout(timer);
    touched = touched || text !== null;
    waiting = text;
  };
  const flush = () => {
    const text = waiting;
    take(null);
    if (text !== null) line = line.then(() => (text === "" ? drop() : keep(text)));
  };
  return {
    keep: (text) => {
      take(text);
      timer = setTimeout(flush, pause);
    },
    flush,
    drop: () => {
      take("");
      flush();
    },
    touched: () => touched,
  };
}
