import { useEffect } from "react";

const activities = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"] as const;
const lookEvery = 5_000;
const tellEvery = 60_000;

interface IdleLock {
  readonly minutes: number;
  readonly onIdle: () => void;
  /** Told at most once a minute that somebody is there. */
  readonly onPresence: () => void;
}

/**
 * Calls `onIdle` once when nobody has touched pointer or keys for `minutes`. A machine that slept counts the time it
 * slept: the first touch after that locks instead of going on. The server sees only calls, so whoever reads and
 * scrolls has to be made known to it.
 */
export function useIdleLock({ minutes, onIdle, onPresence }: IdleLock): void {
  useEffect(() => {
    const limit = minutes * 60_000;
    let last = Date.now();
    let told = last;
    const look = () => {
      if (Date.now() - last >= limit) onIdle();
    };
    const touch = () => {
      look();
      last = Date.now();
      if (last - told < tellEvery) return;
      told = last;
      onPresence();
    };
    const timer = setInterval(look, Math.min(lookEvery, limit));
    for (const name of activities) window.addEventListener(name, touch, { capture: true, passive: true });
    document.addEventListener("visibilitychange", look);
    return () => {
      clearInterval(timer);
      for (const name of activities) window.removeEventListener(name, touch, { capture: true });
      document.removeEventListener("visibilitychange", look);
    };
  }, [minutes, onIdle, onPresence]);
}
