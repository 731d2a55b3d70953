import type { ServerDeps } from "./deps.ts";
import { purgeDrafts } from "./drafts/drafts-service.ts";
import { forgetExpired } from "./launches/launch-rows.ts";

const everyMs = 60 * 60 * 1000;

/** Work that waits for nobody. */
export interface Housekeeping {
  /** Drops what is over: secrets of launches past their time, and drafts nobody came back for. */
  tidy(): Promise<void>;
  close(): Promise<void>;
}

/** Tidies up every hour, so that nothing sealed stays longer because nobody launches. */
export function createHousekeeping(
  { store, now }: Pick<ServerDeps, "store" | "now">,
  onDefect: (error: Error) => void,
): Housekeeping {
  let underWay: Promise<void> = Promise.resolve();
  const tidy = async () => {
    await forgetExpired(store.db, now());
    await purgeDrafts(store.db, now());
  };
  const timer = setInterval(() => {
    underWay = tidy().catch(onDefect);
  }, everyMs).unref();
  return {
    tidy,
    close: async () => {
      clearInterval(timer);
      await underWay;
    },
  };
}
